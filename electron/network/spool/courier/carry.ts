import { nextMove } from '../../../../shared/delivery/next-move.ts';
import type { Purpose } from '../../../../shared/delivery/steps.ts';
import { assertNever, fail } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import { hideRecipients, makeDraft, removeItem } from '../../exchange/sending.ts';
import type { Outcome, SendingPlaces } from '../../sending-room.ts';
import { check } from './check.ts';
import { file } from './filing.ts';
import { handOver, handOverWhole } from './hand-over.ts';
import { handOverBySmtp } from './hand-over-smtp.ts';
import { look } from './look.ts';
import {
  afterRefusal,
  block,
  type CourierDeps,
  failureUnlessStopped,
  type Post,
  request,
  type Rest,
} from './request.ts';
import { upload } from './upload.ts';

/**
 * Brings one message as far as it comes now. Each request is noted before it leaves and when it is over, so that a crash
 * at any moment leaves a journal from which the next courier goes on without sending twice. Rejects when the signal is
 * aborted, or with what the disk said.
 */
export async function carry(post: Post, deps: CourierDeps, signal: AbortSignal): Promise<Rest> {
  const { entry } = post;
  try {
    for (;;) {
      const move = nextMove(entry.history, deps.clock.now());
      if (move.kind === 'rest') return { until: move.until, server: false };
      if (move.kind === 'done') return { until: null, server: false };
      const rest =
        move.kind === 'block'
          ? await block(entry, deps, move.block, null)
          : await make(move.kind, post, deps, signal);
      if (rest) return rest;
    }
  } finally {
    deps.onLive(null);
  }
}

type OnDraft = 'draft' | 'upload' | 'hide' | 'check' | 'submit' | 'tidy';

/** One move; null: the next one may follow at once. */
async function make(
  what: OnDraft | 'look' | 'file',
  post: Post,
  deps: CourierDeps,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { history } = post.entry;
  if (what !== 'look' && what !== 'file' && what !== 'tidy') {
    const { smtp, refusal } = post.account.sending;
    if (refusal !== null) return await afterRefusal(post, deps, 'draft', refusal);
    // Before anything is asked of the account's own server: that may be down.
    if (smtp !== null)
      return history.way === 'smtp'
        ? await handOverBySmtp(post, deps, smtp, signal)
        : await decideSmtp(post, deps);
  }
  let places: SendingPlaces;
  try {
    const { messageId, adopted } = history.spooled;
    const own = await post.account.sending.places(messageId, signal);
    places = adopted === undefined ? own : { ...own, draft: adopted };
  } catch (thrown) {
    return await afterRefusal(post, deps, 'draft', failureUnlessStopped(thrown, signal));
  }
  if (what === 'look') return await look(post, deps, places, signal);
  if (what === 'file') return await file(post, deps, places, signal);
  if (what === 'submit' && history.way === 'put') return await handOverWhole(post, deps, places, signal);
  const { draft } = places;
  if (draft === null) return await withoutDrafts(post, deps);
  return await makeOnDraft(what, draft, post, deps, places, signal);
}

async function makeOnDraft(
  what: OnDraft,
  draft: string,
  post: Post,
  deps: CourierDeps,
  places: SendingPlaces,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { session } = post.account;
  const { hidden } = post.entry.history.spooled;
  const ask = (purpose: Purpose, method: string, work: () => Promise<Outcome>) =>
    request(post, deps, { purpose, method, path: draft }, work, signal);
  switch (what) {
    case 'draft':
      deps.onLive({ kind: 'checking' });
      return await ask('draft', 'PROPPATCH', () => makeDraft(session, draft, signal));
    case 'upload':
      return await upload(post, deps, draft, signal);
    case 'hide':
      return await ask('hide', 'PROPPATCH', () => hideRecipients(session, draft, hidden, signal));
    case 'check':
      return await check(post, deps, draft, signal);
    case 'submit':
      return await handOver(post, deps, draft, places, signal);
    case 'tidy':
      return await ask('tidy', 'DELETE', () => removeItem(session, draft, signal));
    default:
      return assertNever(what);
  }
}

/** The way is a fact of the account, noted before anything leaves: its own server takes no mail. */
async function decideSmtp({ entry }: Post, deps: CourierDeps): Promise<null> {
  await entry.append({ kind: 'decided', at: deps.clock.now(), decision: 'by-smtp' });
  return null;
}

/** A mailbox that names no Drafts folder: the message is submitted without a draft, unless there is one already. */
async function withoutDrafts(post: Post, deps: CourierDeps): Promise<Rest | null> {
  const { entry } = post;
  if (entry.history.draft !== 'none') return await afterRefusal(post, deps, 'draft', noDrafts());
  await entry.append({ kind: 'decided', at: deps.clock.now(), decision: 'by-put' });
  return null;
}

function noDrafts() {
  return fail(
    'not-found',
    told(
      'The mailbox no longer says where its Drafts folder is, and a draft of this message is there. Retinue leaves it alone and looks again later. If this stays so, ask the administrator what became of the folder.',
    ),
  ).failure;
}
