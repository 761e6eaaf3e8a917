import { assessMailbox } from '../../shared/delivery/assess/assess-mailbox.ts';
import { type Evidence, noEvidence } from '../../shared/delivery/evidence.ts';
import type { Finding } from '../../shared/delivery/findings.ts';
import { type Clock, systemClock } from '../network/clock.ts';
import { discoverAnd, type Discovery, mailboxRoot } from '../network/exchange/discovery.ts';
import { gatherWaitingMail } from '../network/exchange/evidence.ts';
import { ROOM, roomOf } from '../network/exchange/server-limits.ts';
import type { RequestRecord } from '../network/log.ts';
import { createSession, type Session } from '../network/session.ts';
import { createNodeTransport } from '../network/transports/node.ts';
import type { DoctorOptions } from './doctor-options.ts';
import { readSpool, type SpoolLook } from './doctor-spool.ts';

/** What looking came to. */
export interface Look {
  readonly server: {
    readonly url: string;
    readonly user: string;
    readonly product: string;
    /** Requests that looking took. */
    readonly requests: number;
    readonly ms: number;
  };
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
}
/** A conversation with the mailbox that is looked at. */
export interface Visit {
  readonly session: Session;
  readonly discovery: Discovery;
  readonly clock: Clock;
  readonly look: Look;
}

/** Looks at the mailbox, and hands it on while the conversation is open. Rejects with a FailureError where it cannot look. */
export async function visitMailbox<T>(
  options: DoctorOptions,
  onVisit: (visit: Visit) => Promise<T>,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<T> {
  const { url, user, password, spool } = options;
  const local = spool === null ? null : await readSpool(spool, url, user);
  const requests: RequestRecord[] = [];
  const { transport, close } = createNodeTransport();
  try {
    const log = (record: RequestRecord) => void requests.push(record);
    const session = createSession({ account: { url: url.origin, user, password }, transport, clock, log });
    const started = clock.now();
    const { discovery, found } = await discoverAnd(session, mailboxRoot(url.href, user), ROOM, signal);
    const mail = await gatherWaitingMail(session, discovery, signal);
    const { limits, quota } = roomOf(found);
    const now = clock.now();
    const evidence: Evidence = {
      ...noEvidence(now),
      ...mail,
      requests: [...requests],
      journals: local?.journals ?? [],
      elsewhere: local?.elsewhere ?? [],
      limits: { sendBytes: smaller(limits.sendBytes, local && largestTaken(local)) },
      quota,
    };
    const { server: product, root } = discovery;
    const address = url.origin + root;
    const server = { url: address, user, product, requests: requests.length, ms: now - started };
    const findings = [...(local?.damaged ?? []), ...assessMailbox(evidence)];
    return await onVisit({ session, discovery, clock, look: { server, evidence, findings } });
  } finally {
    await close();
  }
}

function smaller(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** What was refused is known; what is smaller may be taken. */
function largestTaken({ refusedAt }: SpoolLook): number | null {
  return refusedAt === null ? null : refusedAt - 1;
}
