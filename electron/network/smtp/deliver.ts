import DataStream from 'nodemailer/lib/smtp-connection/data-stream';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Clock } from '../clock.ts';
import type { StreamedBody } from '../dav/transport.ts';
import { LIMITS } from '../limits.ts';
import type { RateLimit } from '../resilience/rate-limit.ts';
import type { Outcome } from '../sending-room.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { checkEnvelope, type Envelope, nameEverybody } from './envelope.ts';
import { smtpOrigin } from '../../../shared/mail/smtp.ts';
import type { SmtpServer } from './server.ts';
import { refusal } from './words.ts';

export interface Delivery {
  readonly server: SmtpServer;
  readonly envelope: Omit<Envelope, 'bytes'>;
  readonly body: StreamedBody;
  readonly clock: Clock;
  readonly limit: RateLimit;
  /** How much the line has taken; all of it: the server has the word. */
  readonly onSent: (bytes: number, total: number) => void;
}

/**
 * Hands over one message by SMTP, once. Until the dot that ends it leaves, the server must not deliver (RFC 5321
 * section 4.1.1.4), so whatever breaks before is certain to have sent nothing; after it, only an answer tells.
 *
 * The commands are our own because nodemailer's connection goes on to DATA when one recipient of several is taken;
 * what ends lines and doubles dots is nodemailer's.
 */
export async function deliver(delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
  const { server, clock, body } = delivery;
  const envelope = { ...delivery.envelope, bytes: body.length };
  const origin = smtpOrigin(server);
  let isDotOut = false;
  let talk: Conversation | null = null;
  try {
    checkEnvelope(envelope);
    talk = await openConversation({ server, clock, signal }, LIMITS.smtpCommandMs);
    await namedOrGone(talk, envelope, origin);
    await sendBody(talk, delivery, origin, signal, () => (isDotOut = true));
    const answer = await talk.wire.reply(LIMITS.smtpAfterDotMs);
    if (answer.code >= 400) throw refusal(answer, told('{origin} does not take the message', { origin }));
    if (answer.code < 200 || answer.code >= 300) throw new Error(`a reply out of order: ${answer.code}`);
    await talk.end();
    return { verdict: 'done', status: answer.code, failure: null };
  } catch (thrown) {
    // Never QUIT here: in the middle of the message it would be a line of it.
    talk?.wire.cut();
    return outcomeOf(toFailure(thrown), isDotOut, origin);
  }
}

async function namedOrGone(talk: Conversation, envelope: Envelope, origin: string): Promise<void> {
  try {
    await nameEverybody(talk, envelope, origin);
    const answer = await talk.ask('DATA');
    if (answer.code !== 354) throw refusal(answer, told('{origin} does not take the message', { origin }));
  } catch (thrown) {
    await talk.end();
    throw thrown;
  }
}

/** The message and its last dot. An answer that comes before the dot is a refusal, or nonsense. */
async function sendBody(
  { wire }: Conversation,
  { body, limit, onSent }: Delivery,
  origin: string,
  signal: AbortSignal,
  onDot: () => void,
): Promise<void> {
  const lines = new DataStream();
  let sent = 0;
  for await (const chunk of body.stream(signal)) {
    await limit.take(chunk.byteLength, signal);
    lines.write(chunk);
    const stuffed: Uint8Array | null = lines.read();
    if (stuffed) await wire.write(stuffed, LIMITS.stallMs);
    const early = wire.waiting();
    if (early) throw refusal(early, told('{origin} stopped the message on its way', { origin }));
    sent += chunk.byteLength;
    onSent(sent, body.length);
  }
  lines.end();
  const ends: Uint8Array[] = [];
  for await (const end of lines) ends.push(end as Uint8Array);
  onDot();
  await wire.write(Buffer.concat(ends), LIMITS.stallMs);
}

function outcomeOf(failure: Failure, isDotOut: boolean, origin: string): Outcome {
  const status = failure.status ?? null;
  if (status !== null) return { verdict: 'refused', status, failure };
  if (!isDotOut) return { verdict: 'not-sent', status, failure };
  const kind = failure.kind === 'bug' ? 'malformed-response' : failure.kind;
  const sentence = told(
    'Retinue sent the whole message to {origin}, and no answer came that says what became of it. The server may have taken it or not.',
    { origin },
  );
  return { verdict: 'unknown', status, failure: { ...failure, kind, ...sentence } };
}
