import { headerEnd } from '../mime/raw-headers.ts';
import { refuse } from '../http/refusal.ts';

/** Who a message is from and for, apart from what its header says. */
export interface Envelope {
  /** Empty for the null reverse-path `<>`. */
  readonly from: string;
  readonly recipients: readonly string[];
  /** Its lines as they came, the empty one included: the copy in Sent Items shows them. */
  readonly head: Buffer;
}

/**
 * Reads `message/rfc821` (reference 5.1, variant 2): `MAIL FROM:<a>` and one `RCPT TO:<b>` a line, each ended by CRLF, an
 * empty line, then the message; no DATA and no final dot. 400 where a line is anything else, a bare LF included.
 */
export function readEnvelope(body: Buffer): { readonly envelope: Envelope; readonly raw: Buffer } {
  const end = headerEnd(body);
  const lines = body.toString('utf8', 0, end).split('\r\n');
  if (lines.pop() !== '' || body[end] !== 0x0d)
    refuse(400, 'Every line of the envelope ends in CRLF, and an empty line follows the last one.');
  const [first = '', ...rest] = lines;
  const from = /^MAIL FROM:<([^<>\s]*)>$/i.exec(first)?.[1];
  if (from === undefined) refuse(400, 'The first line of the envelope is not MAIL FROM:<address>.');
  const recipients = rest.map(
    (line) =>
      /^RCPT TO:<([^<>\s]+)>$/i.exec(line)?.[1] ??
      refuse(400, `A line of the envelope is not RCPT TO:<address>: ${line.slice(0, 80)}`),
  );
  return { envelope: { from, recipients, head: body.subarray(0, end + 2) }, raw: body.subarray(end + 2) };
}
