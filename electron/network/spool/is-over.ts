import type { History } from '../../../shared/delivery/history.ts';

/** Reports of what was not delivered come within five days (RFC 5321 section 4.5.4.1); so long a message is known here. */
export const KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Whether a message has no more business on this computer: nobody wants it, or it was sent long ago and its copy was seen
 * in Sent Items. One that came back, or of which only its person says that it was sent, stays until its person lets it go.
 */
export function isOver(history: History, now: number, keepMs: number | null): boolean {
  const { submittedAt, filed, orphan, takenBack, discarded, draft, replaced, bounce } = history;
  if (replaced?.made === false) return false;
  if (takenBack) return discarded && draft === 'none';
  if (submittedAt === null || filed === null || orphan) return false;
  if (discarded) return true;
  return keepMs !== null && filed !== 'nobody' && bounce === null && now - submittedAt > keepMs;
}
