import type { FetchedFile } from '../../../shared/contracts/network.ts';
import type { TransferState, TransferView } from '../../../shared/contracts/transfers.ts';
import { assertNever, fail, type Failure, FailureError, toFailure } from '../../../shared/errors.ts';
import { toldOf, told, type Told } from '../../../shared/language/told.ts';
import type { Accounts } from '../accounts.ts';
import { LIMITS } from '../limits.ts';
import type { ServerMood } from '../resilience/mood.ts';
import type { Moods } from '../resilience/moods.ts';
import type { Pauses } from '../resilience/pauses.ts';
import type { DownloadProgress } from '../transfer/job.ts';
import { diskFailure } from '../transfer/part/disk-faults.ts';
import type { Tally } from '../transfer/part/part.ts';
import type { Intent, TransferRecord } from './record.ts';
import type { Shelf } from './shelf.ts';
import { runTransfer, type WorkDeps } from './work.ts';

/** Everything that is being fetched, was fetched or waits for it. The list outlives the process. */
export interface Transfers {
  start(wanted: Wanted): Promise<{ readonly id: string }>;
  wait(id: string, signal: AbortSignal): Promise<FetchedFile>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  cancel(id: string): Promise<void>;
  restart(id: string): Promise<void>;
  attend(owner: string | null): void;
  limit(bytesPerSecond: number | null): void;
  clear(): Promise<void>;
  list(): readonly TransferView[];
  /** Accounts came or went, have another password, or their server was paused or resumed: what waits for one goes on. */
  accountsChanged(): Promise<void>;
  stop(): Promise<void>;
}
export type Wanted = Pick<TransferRecord, 'accountId' | 'owner' | 'kind' | 'item' | 'attachment'>;
export interface TransfersOptions extends WorkDeps {
  readonly accounts: Accounts;
  readonly shelf: Shelf;
  readonly moods: Moods;
  readonly pauses: Pauses;
  readonly newId: () => string;
  readonly onChange: (list: readonly TransferView[]) => void;
  /** Something that a person should know and that no transfer's state says. */
  readonly onProblem: (problem: Told) => void;
}

/** A transfer in memory. `run` is there while it has its turn. */
interface Entry {
  record: TransferRecord;
  progress: DownloadProgress | null;
  tally: Tally;
  run: Run | null;
}
interface Run {
  readonly abort: AbortController;
  nudge: () => void;
  readonly done: Promise<void>;
}

/** Loads the list that the last run left. What was under way goes on as soon as its account is there. */
export async function openTransfers(options: TransfersOptions): Promise<Transfers> {
  const { accounts, shelf, clock, files } = options;
  const entries = new Map<string, Entry>();
  const waiters = new Set<() => void>();
  let attended: string | null = null;
  let isStopped = false;

  const enter = (record: TransferRecord): Entry => {
    const entry = { record, progress: null, tally: { requests: 0, retries: 0, fetched: 0 }, run: null };
    entries.set(record.id, entry);
    return entry;
  };
  const records = () => [...entries.values()].map(({ record }) => record);
  const views = () => [...entries.values()].map((entry) => viewOf(entry, heldBy(entry.record.accountId)));
  const tell = () => {
    options.onChange(views());
    for (const waiter of waiters) waiter();
  };
  const decide = async (entry: Entry, intent: Intent) => {
    entry.record = { ...entry.record, intent };
    await shelf.keep(records());
    tell();
  };
  /** Why an account may not be asked now, or null. */
  const heldBy = (accountId: string): Failure | null => {
    const pause = options.pauses.of(accounts.origin(accountId));
    return pause.isOn() ? pause.failure().failure : null;
  };
  const isPaused = (accountId: string) => heldBy(accountId) !== null;
  const moodOf = (accountId: string): ServerMood =>
    options.moods.of(accounts.get(accountId).session.origin, 'exchange');
  const get = (id: string): Entry => {
    const entry = entries.get(id);
    if (entry) return entry;
    throw fail(
      'not-found',
      told('This download is no longer in the list. Open the attachment again to fetch it.'),
    );
  };

  /** The list could not be written: what is fetched is fetched, but a restart does not know of it. */
  const unkept = (thrown: unknown) => options.onProblem(toldOf(diskFailure(thrown, files.folder).failure));

  const run = (entry: Entry) => {
    const abort = new AbortController();
    const { id, accountId, owner } = entry.record;
    const onChange = (progress: DownloadProgress, tally: Tally) => {
      entry.progress = progress;
      entry.tally = tally;
      if (progress.notes.length > 0)
        entry.record = {
          ...entry.record,
          notes: [...entry.record.notes, ...progress.notes].slice(-LIMITS.transferNotes),
        };
      tell();
    };
    const work = async () => {
      try {
        const account = accounts.get(accountId);
        const more = {
          urgent: () => attended === owner,
          onChange,
          onNudge: (nudge: () => void) => (current.nudge = nudge),
        };
        const { bytes } = await runTransfer(
          options,
          { record: entry.record, account, mood: moodOf(accountId), ...more },
          abort.signal,
        );
        await decide(entry, { kind: 'done', size: bytes });
      } catch (thrown) {
        if (!abort.signal.aborted && entries.has(id)) await decide(entry, intentAfter(toFailure(thrown)));
      } finally {
        entry.run = null;
        turn();
      }
    };
    const current: Run = { abort, nudge: () => undefined, done: Promise.resolve().then(work).catch(unkept) };
    entry.run = current;
  };

  /** One transfer an account has its turn; what the person looks at takes it from what he does not. */
  const turn = () => {
    if (isStopped) return;
    for (const accountId of accounts.ids().filter((id) => !isPaused(id))) {
      const mine = [...entries.values()].filter(
        ({ record }) => record.accountId === accountId && record.intent.kind === 'go',
      );
      const next = mine.find(({ record }) => record.owner === attended) ?? mine[0];
      const running = mine.find((entry) => entry.run !== null);
      if (!next || next === running) continue;
      if (!running) run(next);
      else if (next.record.owner === attended) running.run?.abort.abort();
    }
  };
  const halt = async (entry: Entry) => {
    entry.run?.abort.abort();
    await entry.run?.done;
  };
  const remove = async (entry: Entry) => {
    entries.delete(entry.record.id);
    await halt(entry);
    options.readers.forget(entry.record.id);
    await files.remove(entry.record.id);
  };
  const go = async (entry: Entry) => {
    await decide(entry, { kind: 'go' });
    turn();
  };

  for (const record of await shelf.load()) {
    const isHere = record.intent.kind !== 'done' || (await files.has(record.id));
    if (isHere) enter(record);
  }
  await shelf.sweep(records());

  return {
    async start(wanted) {
      const same = [...entries.values()].find(({ record }) => isSame(record, wanted));
      if (same) {
        const { kind } = same.record.intent;
        if (kind === 'failed' || kind === 'paused') await go(same);
        else if (kind === 'changed') await restart(same);
        return { id: same.record.id };
      }
      const { accountId, owner, kind, item, attachment } = wanted;
      const base = { accountId, owner, kind, item, attachment, startedAt: clock.now(), notes: [] };
      const entry = enter({ id: options.newId(), ...base, intent: { kind: 'go' } });
      await go(entry);
      return { id: entry.record.id };
    },
    wait: (id, signal) => {
      get(id);
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiters.delete(look);
          signal.removeEventListener('abort', stop);
        };
        const stop = () => {
          leave();
          reject(fail('cancelled', told('Stopped, as you asked.')));
        };
        const look = () => {
          const entry = entries.get(id);
          const intent = entry?.record.intent;
          if (intent?.kind === 'go' || intent?.kind === 'paused') return;
          leave();
          if (intent?.kind === 'done') resolve({ fileId: id, size: intent.size });
          else
            reject(
              intent ? new FailureError(intent.failure) : fail('cancelled', told('Stopped, as you asked.')),
            );
        };
        waiters.add(look);
        signal.addEventListener('abort', stop, { once: true });
        if (signal.aborted) stop();
        else look();
      });
    },
    async pause(id) {
      const entry = get(id);
      if (entry.record.intent.kind !== 'go') return;
      await decide(entry, { kind: 'paused', failure: null });
      await halt(entry);
      tell();
    },
    async resume(id) {
      const entry = get(id);
      const { kind } = entry.record.intent;
      const held = heldBy(entry.record.accountId);
      if (held) throw new FailureError(held);
      if (kind === 'go') entry.run?.nudge();
      else if (kind === 'paused' || kind === 'failed') await go(entry);
    },
    async cancel(id) {
      await remove(get(id));
      await shelf.keep(records());
      tell();
      turn();
    },
    restart: (id) => restart(get(id)),
    attend(owner) {
      attended = owner;
      turn();
    },
    limit: (bytesPerSecond) => options.limit.set(bytesPerSecond),
    async clear() {
      for (const entry of entries.values())
        if (['done', 'failed', 'changed'].includes(entry.record.intent.kind)) await remove(entry);
      await shelf.keep(records());
      tell();
    },
    list: views,
    async accountsChanged() {
      for (const entry of entries.values()) {
        const { accountId } = entry.record;
        const isGone = !accounts.ids().includes(accountId);
        // What came is kept; it goes on from there.
        if (entry.run && (isGone || isPaused(accountId))) await halt(entry);
        const { intent } = entry.record;
        if (intent.kind === 'paused' && intent.failure?.kind === 'unauthorized')
          await decide(entry, { kind: 'go' });
      }
      turn();
      tell();
    },
    async stop() {
      isStopped = true;
      await Promise.all([...entries.values()].map(halt));
    },
  };

  async function restart(entry: Entry): Promise<void> {
    await halt(entry);
    await files.remove(entry.record.id);
    entry.progress = null;
    await go(entry);
  }
}

const isSame = (record: TransferRecord, { accountId, owner, kind, attachment }: Wanted) =>
  record.accountId === accountId &&
  record.owner === owner &&
  record.kind === kind &&
  record.attachment.href === attachment.href;

/** What a failure makes of a transfer: what a person can put right pauses it, the rest ends it with its part kept. */
function intentAfter(failure: Failure): Intent {
  switch (failure.kind) {
    case 'storage-full':
    case 'forbidden':
    case 'unauthorized':
    case 'untrusted':
      return { kind: 'paused', failure };
    case 'not-found':
    case 'conflict':
      return { kind: 'changed', failure };
    default:
      return { kind: 'failed', failure };
  }
}

function viewOf({ record, progress, tally, run }: Entry, held: Failure | null): TransferView {
  const { id, accountId, owner, kind, attachment, startedAt, notes, intent } = record;
  const isWaiting = held !== null && intent.kind === 'go';
  const state: TransferState = isWaiting
    ? { kind: 'paused', failure: held }
    : stateOf(intent, run === null ? null : progress, id);
  const size = intent.kind === 'done' ? intent.size : null;
  const isMoving = state.kind === 'running' || state.kind === 'checking';
  return {
    id,
    accountId,
    owner,
    part: kind === 'message' ? '' : attachment.href,
    name: attachment.name,
    startedAt,
    notes,
    state,
    ...tally,
    received: size ?? progress?.received ?? 0,
    total: size ?? progress?.total ?? attachment.size,
    rate: isMoving ? (progress?.rate ?? 0) : 0,
    pieces: progress?.pieces ?? { held: 0, size: null, connections: 0 },
  };
}

function stateOf(intent: Intent, progress: DownloadProgress | null, id: string): TransferState {
  switch (intent.kind) {
    case 'go':
      return progress?.phase ?? { kind: 'queued' };
    case 'done':
      return { kind: 'done', fileId: id };
    case 'paused':
    case 'failed':
    case 'changed':
      return intent;
    default:
      return assertNever(intent);
  }
}
