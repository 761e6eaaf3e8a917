import { fail, type FailureError } from '../../../shared/errors.ts';
import { type SaidValue, told } from '../../../shared/language/told.ts';
import type { Conversation } from './conversation.ts';
import type { Reply } from './replies.ts';
import { isForLater, kindOf, quoted, refusal } from './words.ts';

/** Who it is from and for; the hidden recipients too: here they stand, and in no header. */
export interface Envelope {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly bytes: number;
}

/** What would end a path of the envelope before its time (RFC 5321 section 4.1.2). */
const NEVER_IN_ADDRESS = /[\s<>\p{Cc}]/u;
const BEYOND_ASCII = /[^\0-\x7f]/;
/** Recipients that are named in a sentence. */
const NAMED = 5;

/** Throws 'invalid-input' where an address cannot stand in a command; nobody was asked then. */
export function checkEnvelope({ from, recipients }: Envelope): void {
  const wrong = [from, ...recipients].find((each) => each === '' || NEVER_IN_ADDRESS.test(each));
  if (wrong === undefined && recipients.length > 0) return;
  throw fail(
    'invalid-input',
    wrong === undefined
      ? told(
          'The message cannot be sent: it has no recipient. Retinue sent nothing. Take it back and correct the address.',
        )
      : told(
          'The message cannot be sent: {wrong} is no address. Retinue sent nothing. Take it back and correct the address.',
          { wrong: JSON.stringify(wrong) },
        ),
  );
}

/**
 * Names sender and recipients. Rejects unless the server takes every one of them: a message that some of its
 * recipients get would have to be sent again to the others, and look like one that was sent.
 */
export async function nameEverybody(talk: Conversation, envelope: Envelope, origin: string): Promise<void> {
  const { from, recipients, bytes } = envelope;
  const parameters = mailParameters(talk, envelope, origin);
  const sender = await talk.ask(`MAIL FROM:<${from}>${parameters}`);
  if (sender.code !== 250)
    throw refusal(
      sender,
      told('{origin} does not take mail of {size} from {from}', { origin, size: bytesOf(bytes), from }),
    );
  const refused: { readonly recipient: string; readonly reply: Reply }[] = [];
  for (const recipient of recipients) {
    const reply = await talk.ask(`RCPT TO:<${recipient}>`);
    if (reply.code < 200 || reply.code >= 300) refused.push({ recipient, reply });
    // It hangs up, and would not hear the next.
    if (reply.code === 421) break;
  }
  if (refused.length > 0) throw refusedRecipients(refused, recipients.length, origin);
}

function mailParameters({ extensions }: Conversation, envelope: Envelope, origin: string): string {
  const { from, recipients, bytes } = envelope;
  const most = Number(extensions.get('SIZE') ?? 0);
  if (most > 0 && bytes > most) throw tooLarge(origin, bytes, most);
  const beyond = [from, ...recipients].find((each) => BEYOND_ASCII.test(each));
  if (beyond !== undefined && !extensions.has('SMTPUTF8')) throw noUtf8(origin, beyond);
  // All that Retinue writes is 7-bit, so that BODY is not needed (RFC 6152).
  return `${extensions.has('SIZE') ? ` SIZE=${bytes}` : ''}${beyond === undefined ? '' : ' SMTPUTF8'}`;
}

function refusedRecipients(
  refused: readonly { readonly recipient: string; readonly reply: Reply }[],
  all: number,
  origin: string,
): FailureError {
  const forGood = refused.find(({ reply }) => !isForLater(reply));
  const { reply } = forGood ?? refused[0] ?? { reply: { code: 550, lines: [] } };
  const kind = kindOf(reply) === 'too-large' ? 'forbidden' : kindOf(reply);
  return fail(
    kind,
    told(
      '{origin} does not take the message for {who}{more, plural, =0 {} other {; and # more}}. Retinue sent nothing{others, select, some {, to the others neither} other {}}{next, select, later { and tries again later.} other {. Take the message back and correct or remove the address.}}',
      {
        origin,
        who: listed(refused.slice(0, NAMED)),
        more: Math.max(0, refused.length - NAMED),
        others: all > refused.length ? 'some' : 'none',
        next: forGood ? 'never' : 'later',
      },
    ),
    { status: reply.code },
  );
}

/** Each with the server's own words. */
function listed(refused: readonly { readonly recipient: string; readonly reply: Reply }[]): SaidValue {
  return refused
    .map(
      ({ recipient, reply }): SaidValue =>
        told('{recipient}: {reason}', { recipient, reason: quoted(reply).said }).said,
    )
    .reduce((one, other) => told('{one}; {other}', { one, other }).said);
}

function tooLarge(origin: string, bytes: number, most: number) {
  return fail(
    'too-large',
    told(
      'This message takes {size}, and {origin} takes {most} at most. Retinue did not send it. Remove an attachment, or divide the message.',
      { size: bytesOf(bytes), origin, most: bytesOf(most) },
    ),
  );
}

function noUtf8(origin: string, address: string) {
  return fail(
    'unsupported',
    told(
      '{origin} takes addresses in plain letters only (no SMTPUTF8), and {address} has others. Retinue sent nothing. Use another address of this recipient.',
      { origin, address },
    ),
  );
}

function bytesOf(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
