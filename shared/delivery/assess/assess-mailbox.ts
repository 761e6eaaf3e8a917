import type { Evidence } from '../evidence.ts';
import type { Finding } from '../findings.ts';
import { assessQueue } from './queue.ts';
import { assessItems } from './waiting-items.ts';

/** Everything that is wrong in a mailbox by these facts, the most urgent first; one finding a fault. */
export function assessMailbox(evidence: Evidence): readonly Finding[] {
  const items = assessItems(evidence);
  return [...assessQueue(items), ...items];
}
