import { mkdir } from 'node:fs/promises';
import { fail } from '../../../shared/errors.ts';
import { saidOf, toldOf, told, type Told } from '../../../shared/language/told.ts';
import type { OutgoingState, OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { OutgoingParts } from '../../../shared/delivery/repairs.ts';
import type { Command, Step, StepOf } from '../../../shared/delivery/steps.ts';
import type { Random } from '../../../shared/retry/backoff.ts';
import type { Accounts } from '../accounts.ts';
import { type Clock, wait } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { RequestLog } from '../log.ts';
import type { Moods } from '../resilience/moods.ts';
import { NEVER_PAUSED, type Pauses } from '../resilience/pauses.ts';
import type { RateLimit } from '../resilience/rate-limit.ts';
import { diskFailure } from '../transfer/part/disk-faults.ts';
import { lockSpool } from './lock-spool.ts';
import { carry } from './courier/carry.ts';
import { firstDue, untilNext } from './due.ts';
import { createEntry, type Entry, openEntry, removeEntry } from './entry.ts';
import { holdRestored } from './hold-restored.ts';
import { isOver } from './is-over.ts';
import { partsOf } from './repairs/parts-of.ts';
import { replacementsOf } from './repairs/replace.ts';
import { openSizeLimits } from './size-limits.ts';
import { openSpool } from './spool.ts';
import { type Outgoing, viewOf } from './view-of.ts';

/** Mail on its way out. What is only here lies on disk in the spool; this is what brings it along. */
export interface Outbox {
  list(): readonly OutgoingView[];
  /** Resolves when the message is on disk for good. An id that is there already is not spooled a second time. */
  enqueue(id: string, first: Omit<StepOf<'spooled'>, 'kind' | 'format'>, eml: Eml): Promise<void>;
  /** Rejects with 'invalid-input' for a command that does not fit the message's state. */
  command(id: string, command: Command): Promise<void>;
  /** Bytes that this server takes of one message, as far as its refusals have taught; null where it refused none. */
  limitOf(origin: string): number | null;
  /** Rejects with 'not-found'. */
  steps(id: string): readonly Step[];
  /** To be read only. Throws 'not-found'. */
  entry(id: string): Pick<Entry, 'id' | 'emlPath' | 'steps' | 'history'>;
  /** What a message can be divided by. Rejects with 'not-found'. */
  parts(id: string): Promise<OutgoingParts>;
  /**
   * Puts others in the place of a message, one for each list: with its text and with those of its attachments that the
   * list names. Rejects with 'invalid-input' where that does not fit the message or its state.
   */
  replace(id: string, kept: readonly (readonly number[])[]): Promise<void>;
  /** When the oldest message left that a report could be about; null: there is none, or the report is known. */
  awaitsReports(accountId: string, report: string): number | null;
  /** A message came back for some of its recipients. One that is not of this account's here is passed over. */
  bounced(accountId: string, bounce: Bounce): Promise<void>;
  /** Accounts came, have another password, or their server was paused or resumed. */
  accountsChanged(): void;
  /** Resolves when nothing is under way; everything is on disk. */
  stop(): Promise<void>;
}
/** What a report says. */
export interface Bounce extends Told {
  readonly messageId: string;
  readonly recipients: readonly string[];
  /** Path of the report in the mailbox. */
  readonly report: string;
}
type Eml = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface OutboxOptions {
  /** The spool's folder; one process at a time has it. */
  readonly folder: string;
  readonly accounts: Accounts;
  readonly moods: Moods;
  /** None where nobody can pause a server. */
  readonly pauses?: Pauses;
  readonly limit: RateLimit;
  readonly clock: Clock;
  readonly random: Random;
  /** As for the courier. */
  readonly log?: RequestLog;
  readonly onChange: (list: readonly OutgoingView[]) => void;
  readonly onProblem: (problem: Told) => void;
  /** So long a message that was sent stays in the spool; null: for good, so that the same message is known again. */
  readonly keepMs: number | null;
  /** How long another process that has the spool is waited for; not at all where it is not said. */
  readonly patienceMs?: number;
}

/** The queue of one account. */
interface Queue {
  wake: () => void;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  restUntil: number;
}

/** Up to here a deadline is a countdown to undo in, and after a restart in the middle of it nothing goes out by itself. */
const UNDO_MS = 60_000;

/** Opens the spool and goes on with what is in it. */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { folder, accounts, clock } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockSpool(folder, clock, options.patienceMs ?? 0);
  const found = await openSpool(folder);
  for (const { id, ...damage } of found.damaged)
    options.onProblem(told('{damage} ({id})', { damage: saidOf(damage), id }));
  const sizes = await openSizeLimits(folder);
  const outgoing = new Map<string, Outgoing>(found.entries.map((entry) => [entry.id, { entry, live: null }]));
  const queues = new Map<string, Queue>();
  for (const { entry } of outgoing.values()) await stopCountdown(entry, clock);
  await holdRestored(folder, found.entries, clock);
  let isStopped = false;
  let toldAt = Number.NEGATIVE_INFINITY;

  const list = () => [...outgoing.values()].map(viewed);
  const tell = (isProgress = false) => {
    if (isProgress && Math.abs(clock.now() - toldAt) < LIMITS.progressMs) return;
    toldAt = clock.now();
    options.onChange(list());
  };
  const get = (id: string): Outgoing => {
    const one = outgoing.get(id);
    if (one) return one;
    throw fail('not-found', told('This message is no longer in the Outbox.'));
  };
  const ofAccount = (accountId: string) =>
    [...outgoing.values()].filter(({ entry }) => entry.history.spooled.account.id === accountId);
  /** Lets go of what has no more business here. In turn with the courier, who never holds such a message then. */
  const sweep = async (accountId: string) => {
    for (const { entry } of ofAccount(accountId)) {
      if (!isOver(entry.history, clock.now(), options.keepMs)) continue;
      outgoing.delete(entry.id);
      await entry.close();
      await removeEntry(folder, entry.id);
      tell();
    }
  };
  const add: Outbox['enqueue'] = async (id, first, eml) => {
    if (outgoing.has(id)) return;
    try {
      await createEntry(folder, id, eml, { kind: 'spooled', format: 1, ...first });
    } catch (thrown) {
      throw diskFailure(thrown, folder);
    }
    outgoing.set(id, { entry: await openEntry(folder, id), live: null });
  };
  const makeReplacements = async (entry: Entry) => {
    const { replaced } = entry.history;
    if (replaced?.made !== false) return;
    for await (const { id, first, content } of replacementsOf(entry)) await add(id, first, content());
    await entry.append({ ...replaced, made: true });
  };
  const carryOne = async (one: Outgoing, accountId: string, signal: AbortSignal) => {
    const account = accounts.get(accountId);
    const mood = options.moods.of(account.session.origin, 'exchange');
    const { smtp, origin } = account.sending;
    const smtpMood = smtp === null ? null : options.moods.of(origin, 'plain');
    const onLive = (live: OutgoingState | null) => {
      const isProgress = live?.kind === 'uploading' && one.live?.kind === 'uploading';
      one.live = live;
      tell(isProgress);
    };
    return await carry({ entry: one.entry, account, mood, smtpMood }, { ...options, sizes, onLive }, signal);
  };
  const pauseOf = (accountId: string) => options.pauses?.of(accounts.origin(accountId));
  const viewed = (one: Outgoing): OutgoingView => {
    const { id } = one.entry.history.spooled.account;
    const pause = pauseOf(id) ?? NEVER_PAUSED;
    return { ...viewOf(one, clock.now()), isPaused: pause.isOn(), isOffline: pause.isOffline() };
  };
  const run = async (accountId: string, queue: Queue) => {
    const { signal } = queue.abort;
    while (!signal.aborted) {
      await sweep(accountId);
      await pauseOf(accountId)?.pass(signal);
      const now = clock.now();
      const due = queue.restUntil > now ? undefined : firstDue(ofAccount(accountId), now);
      if (!due) {
        await sleep(queue, Math.max(queue.restUntil - now, 0) || untilNext(ofAccount(accountId), now), clock);
        continue;
      }
      const rest = await carryOne(due, accountId, signal);
      if (rest.server && rest.until !== null) queue.restUntil = rest.until;
      tell();
    }
  };
  /** The disk refused a line of the journal. */
  const unwritten = (thrown: unknown) => options.onProblem(toldOf(diskFailure(thrown, folder).failure));
  const start = (accountId: string) => {
    const before = queues.get(accountId);
    if (isStopped || (before && !before.abort.signal.aborted)) return;
    const queue: { -readonly [K in keyof Queue]: Queue[K] } = {
      wake: () => undefined,
      abort: new AbortController(),
      ended: Promise.resolve(),
      restUntil: 0,
    };
    queues.set(accountId, queue);
    // An account that was removed and came back: one courier at a time.
    const free = before?.ended ?? Promise.resolve();
    queue.ended = free
      .then(() => run(accountId, queue))
      .catch((thrown: unknown) => {
        if (queue.abort.signal.aborted) return;
        queues.delete(accountId);
        // Nothing more is done for now: a restart, or a command, tries again.
        unwritten(thrown);
      });
  };
  const accountsChanged = () => {
    for (const id of accounts.ids()) {
      start(id);
      for (const { entry } of ofAccount(id))
        if (entry.history.block?.block === 'sign-in') act(entry, 'try-now').catch(unwritten);
      queues.get(id)?.wake();
    }
    for (const [id, { abort }] of queues) if (!accounts.ids().includes(id)) abort.abort();
    tell();
  };
  const act = async (entry: Entry, command: Command) => {
    await entry.append({ kind: 'told', at: clock.now(), command });
    await goOn(entry);
  };
  const goOn = async ({ history }: Entry) => {
    const accountId = history.spooled.account.id;
    const queue = queues.get(accountId);
    if (queue) queue.restUntil = 0;
    if (accounts.ids().includes(accountId)) start(accountId);
    // Whoever follows the list sees each state before its message goes.
    tell();
    const running = queues.get(accountId);
    if (running && !running.abort.signal.aborted) running.wake();
    else await sweep(accountId);
  };

  for (const entry of found.entries) await makeReplacements(entry).catch(unwritten);
  accountsChanged();
  return {
    list,
    async enqueue(id, first, eml) {
      await add(id, first, eml);
      if (accounts.ids().includes(first.account.id)) start(first.account.id);
      queues.get(first.account.id)?.wake();
      tell();
    },
    async command(id, command) {
      const one = get(id);
      const { commands } = viewOf(one, clock.now());
      if (!commands.includes(command)) throw goneOn();
      await act(one.entry, command);
    },
    limitOf(origin) {
      const refused = sizes.refusedAt(origin);
      return refused === null ? null : refused - 1;
    },
    steps: (id) => get(id).entry.steps,
    entry: (id) => get(id).entry,
    async parts(id) {
      const { entry } = get(id);
      const { parts, size } = await partsOf(entry.emlPath);
      const { account } = entry.history.spooled;
      return {
        bytes: size,
        parts: parts.flatMap(({ name, from, to }, index) =>
          name === null ? [] : [{ index, name, bytes: to - from }],
        ),
        refusedAt: sizes.refusedAt(
          accounts.ids().includes(account.id)
            ? accounts.get(account.id).sending.origin
            : new URL(account.url).origin,
        ),
      };
    },
    async replace(id, kept) {
      const one = get(id);
      if (!viewOf(one, clock.now()).repairs.includes('split')) throw goneOn();
      const { parts } = await partsOf(one.entry.emlPath);
      const files = parts.flatMap(({ name }, index) => (name === null ? [] : [index]));
      if (kept.length === 0 || !kept.flat().every((index) => files.includes(index)))
        throw fail('invalid-input', told('This message has no such attachment. Nothing was changed.'));
      const pieces = kept.map((each, nth) => ({
        without: files.filter((index) => !each.includes(index)),
        nth: nth + 1,
        of: kept.length,
      }));
      await one.entry.append({ kind: 'replaced', at: clock.now(), pieces, made: false });
      await makeReplacements(one.entry);
      await goOn(one.entry);
    },
    awaitsReports(accountId, report) {
      const sent = ofAccount(accountId).filter(({ entry }) => entry.history.submittedAt !== null);
      if (
        sent.some(({ entry }) =>
          entry.steps.some((step) => step.kind === 'bounced' && step.report === report),
        )
      )
        return null;
      return sent.length === 0 ? null : Math.min(...sent.map(({ entry }) => entry.history.spooled.at));
    },
    async bounced(accountId, { messageId, ...bounce }) {
      const about = ofAccount(accountId).find(({ entry }) => entry.history.spooled.messageId === messageId);
      if (!about) return;
      await about.entry.append({ kind: 'bounced', at: clock.now(), ...bounce });
      tell();
    },
    accountsChanged,
    async stop() {
      isStopped = true;
      for (const { abort, wake } of queues.values()) {
        abort.abort(fail('cancelled', told('Stopped, as you asked.')));
        wake();
      }
      await Promise.all([...queues.values()].map(({ ended }) => ended));
      for (const { entry } of outgoing.values()) await entry.close();
      await unlock();
    },
  };
}

function goneOn() {
  return fail('invalid-input', told('This message has gone on meanwhile, so that cannot be done any more.'));
}

/** Nothing goes out by itself when the program was closed before the undo time ran out. */
async function stopCountdown(entry: Entry, clock: Clock): Promise<void> {
  const { begun, block, spooled, sendAt } = entry.history;
  const isCountdown = sendAt > spooled.at && sendAt - spooled.at <= UNDO_MS;
  if (begun || block || !isCountdown || sendAt !== spooled.sendAt) return;
  await entry.append({ kind: 'blocked', at: clock.now(), block: 'not-sent', failure: null });
}

async function sleep(queue: Queue, ms: number, clock: Clock): Promise<void> {
  const woken = new AbortController();
  queue.wake = () => woken.abort();
  const signal = AbortSignal.any([woken.signal, queue.abort.signal]);
  await wait(clock, Math.max(1, ms), signal).catch((thrown: unknown) => {
    if (!signal.aborted) throw thrown;
  });
  queue.wake = () => undefined;
}
