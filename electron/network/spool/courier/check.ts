import { missingOf } from '../../../../shared/delivery/draft-check.ts';
import { fail, FailureError, toFailure } from '../../../../shared/errors.ts';
import { type Told, told } from '../../../../shared/language/told.ts';
import { seeDraft } from '../../exchange/sending.ts';
import type { Outcome } from '../../sending-room.ts';
import { type CourierDeps, type Post, request, type Rest } from './request.ts';

/**
 * Whether the draft is what was put there, before it is submitted the first time: a server that says "stored" and lost
 * the body would send an empty message to nobody. One request for a few properties; no byte of the message is read.
 */
export async function check(
  post: Post,
  deps: CourierDeps,
  draft: string,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { spooled } = post.entry.history;
  const work = async (): Promise<Outcome> => {
    try {
      const missing = missingOf(await seeDraft(post.account.session, draft, signal), spooled);
      return missing === null
        ? { verdict: 'done', status: 207, failure: null }
        : { verdict: 'refused', status: 207, failure: notThere(missing) };
    } catch (thrown) {
      const failure = toFailure(thrown);
      const isGone = thrown instanceof FailureError && [404, 410].includes(failure.status ?? 0);
      return { verdict: isGone ? 'refused' : 'unknown', status: failure.status ?? null, failure };
    }
  };
  return await request(post, deps, { purpose: 'check', method: 'PROPFIND', path: draft }, work, signal);
}

function notThere({ said: missing }: Required<Told>) {
  return fail(
    'conflict',
    told(
      'The server said that it had stored the message as a draft, but the draft {missing} (207). Retinue did not submit it and uploads it again. If this stays so, ask the administrator what the server does with drafts.',
      { missing },
    ),
    { status: 207 },
  ).failure;
}
