import { conclude } from '../../../../shared/delivery/looking.ts';
import type { SendingPlaces } from '../../sending-room.ts';
import { afterRefusal, type CourierDeps, type Post, type Rest, tellMood } from './request.ts';

/** Looks what became of a submission nobody knows of; changes nothing on the server. */
export async function look(
  post: Post,
  deps: CourierDeps,
  places: SendingPlaces,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry, account, mood } = post;
  const { doubt, spooled, draft } = entry.history;
  if (!doubt) return null;
  const before = entry.history.failure;
  const seen = draft === 'none' ? { ...places, draft: null } : places;
  const { sight, failure } = await account.sending.lookFor(seen, spooled.messageId, signal);
  const now = deps.clock.now();
  await entry.append({ kind: 'looked', at: now, ...sight, ...conclude(sight, doubt, now) });
  tellMood(mood, { verdict: 'done', status: failure?.status ?? null, failure });
  if (entry.history.doubt) return null;
  if (entry.history.submittedAt !== null) return null;
  // Not submitted: what the server said then decides how it goes on.
  return before ? await afterRefusal(post, deps, 'submit', before) : null;
}
