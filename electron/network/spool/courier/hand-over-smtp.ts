import type { Outcome } from '../../sending-room.ts';
import { deliver } from '../../smtp/deliver.ts';
import { smtpOrigin } from '../../../../shared/mail/smtp.ts';
import type { SmtpServer } from '../../smtp/server.ts';
import { createRate } from '../../transfer/rate.ts';
import { emlBody } from '../eml-body.ts';
import { type CourierDeps, type Post, request, type Rest } from './request.ts';
import { heldForSize } from './upload.ts';

/** Hands the message to the server that sends for this account; the hidden recipients stand in its envelope only. */
export async function handOverBySmtp(
  post: Post,
  deps: CourierDeps,
  server: SmtpServer,
  signal: AbortSignal,
): Promise<Rest | null> {
  const { entry } = post;
  const held = await heldForSize(post, deps);
  if (held) return held;
  const { from, recipients, hidden, bytes } = entry.history.spooled;
  const envelope = { from, recipients: [...new Set([...recipients, ...hidden])] };
  // What a person divided, or another program left, may have the field, and here it would be delivered.
  const body = await emlBody(entry.emlPath, ['bcc']);
  const { clock, limit } = deps;
  const rateOf = createRate(clock);
  const onSent = (sent: number, total: number) =>
    deps.onLive(
      sent < total
        ? { kind: 'uploading', sent, total, rate: rateOf(sent) }
        : { kind: 'submitting', since: clock.now() },
    );
  const work = async (): Promise<Outcome> => {
    const at = clock.now();
    let gone = 0;
    const counted = (sent: number, total: number) => {
      gone = sent;
      onSent(sent, total);
    };
    const outcome = await deliver({ server, envelope, body, clock, limit, onSent: counted }, signal);
    const { status, failure } = outcome;
    const broke = status === null ? (failure?.kind ?? null) : null;
    const said = { origin: smtpOrigin(server), method: 'SMTP', path: '/', to: null, status, broke };
    deps.log?.({ at, ...said, sent: gone, bytes: 0, ms: clock.now() - at });
    if (outcome.failure?.kind === 'too-large') await deps.sizes.learn(smtpOrigin(server), bytes);
    return outcome;
  };
  deps.onLive({ kind: 'checking' });
  const what = { purpose: 'submit', method: 'SMTP', path: smtpOrigin(server) } as const;
  return await request(post, deps, what, work, signal);
}
