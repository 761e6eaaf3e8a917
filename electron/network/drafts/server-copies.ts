import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Failure, fail, retryOf, toFailure } from '../../../shared/errors.ts';
import { saidOf, told, type Told } from '../../../shared/language/told.ts';
import { createInTurn, type InTurn } from '../../../shared/in-turn.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { encodedSize } from '../../../shared/mail/compose/encoded-size.ts';
import type { DraftCopy, ServerCopy } from '../../../shared/mail/compose/server-copy.ts';
import { tidyDraft } from '../../../shared/mail/compose/tidy-draft.ts';
import type { Random } from '../../../shared/retry/backoff.ts';
import type { Accounts, OpenAccount } from '../accounts.ts';
import type { Clock } from '../clock.ts';
import { etagOf, makeIfFree, putDraft, removePut } from '../exchange/server-draft.ts';
import type { Moods } from '../resilience/moods.ts';
import type { RateLimit } from '../resilience/rate-limit.ts';
import { emlBody } from '../spool/eml-body.ts';
import { draftFailure } from './disk-words.ts';
import { openCopyRecord } from './copy-record.ts';
import { attachmentPath, type DraftFile, draftFolder, readDraft } from './draft-folder.ts';
import type { Sending } from './send-draft.ts';

/** A pause in typing this long, ms, brings the draft to the server. */
const PAUSE_MS = 5000;
/** What the network kept from going up is tried again so long after, ms. */
const AGAIN_MS = 60_000;
/** Larger drafts go up when their window closes: each save would carry all attachments again. */
const LARGE_BYTES = 2 ** 20;
/** More copies than this of one draft are a server that changes what it is given. */
const MOST_COPIES = 5;

/** Copies of the drafts in the servers' Drafts folders: there for another computer, never needed by this one. */
export interface ServerCopies {
  /** The draft was saved on this computer. */
  saved(draftId: string): void;
  /** It is sent or discarded: its copy goes. Resolves when that is noted. */
  gone(draftId: string): Promise<void>;
  list(): readonly DraftCopy[];
  /** An account is there: what is to be removed from it may go. */
  accountsChanged(): void;
  stop(): Promise<void>;
}

export interface ServerCopiesOptions {
  readonly root: string;
  readonly accounts: Accounts;
  readonly moods: Moods;
  readonly limit: RateLimit;
  readonly clock: Clock;
  readonly random: Random;
  readonly build: Sending['build'];
  readonly newId: () => string;
  readonly onChange: (list: readonly DraftCopy[]) => void;
  readonly onProblem: (problem: Told) => void;
}

interface Watched {
  copy: ServerCopy;
  isBoth: boolean;
  stopTimer: () => void;
  abort: AbortController;
  readonly line: InTurn;
}

/** Opens the record of what is on the servers; asks no server yet. */
export async function openServerCopies(options: ServerCopiesOptions): Promise<ServerCopies> {
  const { root, accounts, clock } = options;
  const record = await openCopyRecord(root);
  const watched = new Map<string, Watched>();
  const sweeping = createInTurn();
  const stopped = new AbortController();

  const list = () => [...watched].map(([id, { copy }]) => ({ id, copy }));
  const watch = (id: string): Watched => {
    const known = watched.get(id);
    if (known) return known;
    const made: Watched = {
      copy: { kind: 'none' },
      isBoth: false,
      stopTimer: () => undefined,
      abort: new AbortController(),
      line: createInTurn(),
    };
    watched.set(id, made);
    return made;
  };
  const schedule = (id: string, ms: number) => {
    const one = watch(id);
    one.stopTimer();
    one.stopTimer = clock.after(ms, () => void one.line(() => save(id, one)));
  };
  const show = (one: Watched, copy: ServerCopy) => {
    one.copy = copy;
    options.onChange(list());
  };
  const save = async (id: string, one: Watched) => {
    const { signal } = one.abort;
    if (signal.aborted) return;
    try {
      const file = await readDraft(root, id);
      if (!file.touched) return;
      if (file.open && encodedSize(file.draft) > LARGE_BYTES) return show(one, { kind: 'on-close' });
      const isBoth = await bring(file, signal);
      one.isBoth ||= isBoth;
      show(one, { kind: one.isBoth ? 'both' : 'saved', at: clock.now() });
    } catch (thrown) {
      if (signal.aborted) return;
      const failure: Failure = toFailure(thrown);
      show(one, { kind: 'failed', failure });
      if (retryOf(failure.kind) === 'automatic') schedule(id, AGAIN_MS);
    }
  };
  /** True where another copy had to be left alone. */
  const bring = async ({ draft }: DraftFile, signal: AbortSignal): Promise<boolean> => {
    const account = accounts.get(draft.accountId);
    const message = await built(draft, options);
    try {
      const { moods, limit, random } = options;
      const body = await emlBody(message.path);
      const mood = moods.of(account.session.origin, 'exchange');
      const job = { session: account.session, body, hidden: message.hidden, mood, limit, clock, random };
      const place = await placeOf(draft, account, signal);
      const etag = await putDraft(job, place, signal);
      if (etag === null)
        throw fail('conflict', told('Another program wrote into the copy in Drafts at the same moment.'));
      await record.set(draft.id, { accountId: draft.accountId, path: place.path, etag });
      return place.isOther;
    } finally {
      await rm(message.path, { force: true });
    }
  };
  /** Where the draft's copy may be written: its own item, as it was left, or else a new one. */
  const placeOf = async ({ id, accountId }: Draft, account: OpenAccount, signal: AbortSignal) => {
    const { session } = account;
    const known = record.get(id);
    if (known && known.accountId !== accountId) await record.drop(id);
    const own = known?.accountId === accountId ? known : undefined;
    const now = own ? await etagOf(session, own.path, signal) : null;
    if (own && now === own.etag) return { path: own.path, etag: own.etag, isOther: false };
    const drafts = (await account.discovery(signal)).folders.get('drafts');
    if (drafts === undefined)
      throw fail('unsupported', told('The mailbox does not say where its Drafts folder is.'));
    for (let n = 1; n <= MOST_COPIES; n += 1) {
      const path = `${drafts}retinue-draft-${id}${n === 1 ? '' : `-${n}`}.EML`;
      if (await makeIfFree(session, path, signal)) return { path, etag: '*', isOther: n > 1 };
    }
    throw fail(
      'conflict',
      told('Other programs changed the copies of this draft in Drafts again and again.'),
    );
  };
  const sweep = async () => {
    for (const item of record.leftovers()) {
      if (!accounts.ids().includes(item.accountId)) continue;
      await removePut(accounts.get(item.accountId).session, item, stopped.signal);
      await record.removed(item);
    }
  };
  // What could not be removed is tried again with the next draft that goes, and at the next start.
  const sweepSoon = () => void sweeping(sweep).catch(() => undefined);

  return {
    saved: (draftId) => schedule(draftId, PAUSE_MS),
    async gone(draftId) {
      const one = watched.get(draftId);
      watched.delete(draftId);
      one?.stopTimer();
      one?.abort.abort(fail('cancelled', told('The draft is gone.')));
      await one?.line(async () => undefined);
      // The draft is gone whatever the disk says: a copy that nobody remembers stays in Drafts, where a person sees it.
      await record.drop(draftId).catch((thrown: unknown) => {
        options.onProblem(
          told("The copy of a draft may stay in the server's Drafts folder: {why}", {
            why: saidOf(draftFailure(thrown, root).failure),
          }),
        );
      });
      sweepSoon();
    },
    list,
    accountsChanged: sweepSoon,
    async stop() {
      stopped.abort(fail('cancelled', told('Stopped, as you asked.')));
      for (const { stopTimer, abort } of watched.values()) {
        stopTimer();
        abort.abort(stopped.signal.reason);
      }
      await Promise.all([...watched.values()].map(({ line }) => line(async () => undefined)));
      await sweeping(async () => undefined);
    },
  };
}

/** The message as it would travel now, beside the draft. */
async function built(draft: Draft, { root, build, clock, newId }: ServerCopiesOptions) {
  const out = path.join(draftFolder(root, draft.id), 'copy.eml.new');
  const files = new Map(draft.attachments.map(({ id }) => [id, attachmentPath(root, draft.id, id)]));
  const { hidden } = await build(tidyDraft(draft), { files, out, now: clock.now(), boundary: newId() });
  return { path: out, hidden };
}
