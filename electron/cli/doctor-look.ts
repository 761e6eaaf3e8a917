import { type Failure, toFailure } from '../../shared/errors.ts';
import { assessMailbox, assessUnseen } from '../../shared/delivery/assess/assess-mailbox.ts';
import { type Evidence, noEvidence } from '../../shared/delivery/evidence.ts';
import type { Finding } from '../../shared/delivery/findings.ts';
import { type Clock, systemClock } from '../network/clock.ts';
import { type Discovery, mailboxRoot } from '../network/exchange/discovery.ts';
import { lookInto, type Mailbox } from '../network/findings/look-into.ts';
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

/** What is to be done with what looking came to. */
export interface Sights<T> {
  readonly seen: (visit: Visit) => Promise<T>;
  /** The mailbox could not be looked at: what the spool and the way there say all the same. */
  readonly blind: (failure: Failure, findings: readonly Finding[]) => T;
}

/** Looks at the mailbox, and hands it on while the conversation is open. Rejects where the spool cannot be read. */
export async function visitMailbox<T>(
  options: DoctorOptions,
  { seen, blind }: Sights<T>,
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
    const known = () => ({ ...localEvidence(local, clock.now()), requests: [...requests] });
    let mailbox: Mailbox;
    try {
      mailbox = await lookInto(session, mailboxRoot(url.href, user), signal);
    } catch (thrown) {
      return blind(toFailure(thrown), [...(local?.damaged ?? []), ...assessUnseen(known())]);
    }
    const { discovery, mail, room } = mailbox;
    const before = known();
    const sendBytes = smaller(room.limits.sendBytes, before.limits.sendBytes);
    const evidence: Evidence = { ...before, ...mail, quota: room.quota, limits: { sendBytes } };
    const { server: product, root } = discovery;
    const address = url.origin + root;
    const server = { url: address, user, product, requests: requests.length, ms: clock.now() - started };
    const findings = [...(local?.damaged ?? []), ...assessMailbox(evidence)];
    return await seen({ session, discovery, clock, look: { server, evidence, findings } });
  } finally {
    await close();
  }
}

function localEvidence(local: SpoolLook | null, now: number): Evidence {
  const nothing = noEvidence(now);
  if (local === null) return nothing;
  const { journals, elsewhere } = local;
  return { ...nothing, journals, elsewhere, limits: { sendBytes: largestTaken(local) } };
}

function smaller(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** What was refused is known; what is smaller may be taken. */
function largestTaken({ refusedAt }: SpoolLook): number | null {
  return refusedAt === null ? null : refusedAt - 1;
}
