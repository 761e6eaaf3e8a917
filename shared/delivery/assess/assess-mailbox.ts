import type { Evidence } from '../evidence.ts';
import type { Finding } from '../findings.ts';
import { assessAccount, assessWay } from './account.ts';
import { assessHotSpots } from './hot-spots.ts';
import { mergeFindings } from './merge.ts';
import { assessQueue } from './queue.ts';
import { assessSpool } from './spooled.ts';
import { assessItems } from './waiting-items.ts';

/**
 * Everything that is wrong with a mailbox by these facts, one finding a fault: what a journal of the spool tells of a
 * message wins over what the server's folders tell of it. What needs somebody comes first.
 */
export function assessMailbox(evidence: Evidence): readonly Finding[] {
  const { findings: spooled, claimed } = assessSpool(evidence);
  const others = evidence.items.filter(({ messageId }) => messageId === null || !claimed.has(messageId));
  const items = assessItems({ ...evidence, items: others });
  const findings = mergeFindings([
    ...assessAccount(evidence),
    ...spooled,
    ...assessQueue(items),
    ...items,
    ...assessHotSpots(evidence),
  ]);
  return urgentFirst(findings);
}

/** What is known although the mailbox could not be looked at: why, and what waits on this computer. */
export function assessUnseen(evidence: Evidence): readonly Finding[] {
  const { findings: spooled } = assessSpool(evidence);
  return urgentFirst(mergeFindings([...assessAccount(evidence), ...assessWay(evidence), ...spooled]));
}

function urgentFirst(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...findings.filter(({ severity }) => severity === 'trouble'),
    ...findings.filter(({ severity }) => severity === 'notice'),
  ];
}
