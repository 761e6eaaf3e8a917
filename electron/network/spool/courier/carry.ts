import { nextMove } from '../../../../shared/delivery/next-move.ts';
import type { Purpose } from '../../../../shared/delivery/steps.ts';
import { assertNever } from '../../../../shared/errors.ts';
import {
  hideRecipients,
  makeDraft,
  type Outcome,
  removeItem,
  type SendingPlaces,
  sendingPlaces,
  submit,
} from '../../exchange/sending.ts';
import { check } from './check.ts';
import { file } from './filing.ts';
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

type Making = 'draft' | 'upload' | 'hide' | 'check' | 'submit' | 'look' | 'file' | 'tidy';

/** One move; null: the next one may follow at once. */
async function make(what: Making, post: Post, deps: CourierDeps, signal: AbortSignal): Promise<Rest | null> {
  const { entry, account } = post;
  const { session } = account;
  const { history } = entry;
  let places: SendingPlaces;
  try {
    const { messageId, adopted } = history.spooled;
    const own = sendingPlaces(await account.discovery(signal), messageId);
    places = adopted === undefined ? own : { ...own, draft: adopted };
  } catch (thrown) {
    return await afterRefusal(post, deps, 'draft', failureUnlessStopped(thrown, signal));
  }
  const ask = (purpose: Purpose, method: string, path: string, work: () => Promise<Outcome>) =>
    request(post, deps, { purpose, method, path }, work, signal);
  switch (what) {
    case 'draft':
      deps.onLive({ kind: 'checking' });
      return await ask('draft', 'PROPPATCH', places.draft, () => makeDraft(session, places.draft, signal));
    case 'upload':
      return await upload(post, deps, places.draft, signal);
    case 'hide':
      return await ask('hide', 'PROPPATCH', places.draft, () =>
        hideRecipients(session, places.draft, history.spooled.hidden, signal),
      );
    case 'check':
      return await check(post, deps, places, signal);
    case 'submit':
      deps.onLive({ kind: 'submitting', since: deps.clock.now() });
      return await ask('submit', 'MOVE', places.draft, () => submit(session, places, signal));
    case 'look':
      return await look(post, deps, places, signal);
    case 'file':
      return await file(post, deps, places, signal);
    case 'tidy':
      return await ask('tidy', 'DELETE', places.draft, () => removeItem(session, places.draft, signal));
    default:
      return assertNever(what);
  }
}
