import { DAV } from '../../../shared/exchange/names.ts';
import { contentOf } from '../mime/content.ts';
import { rawHeadersOf } from '../mime/raw-headers.ts';
import type { MessageContent } from '../store/content.ts';
import type { StoredProperty } from '../store/nodes.ts';
import { text } from '../store/values.ts';
import type { Envelope } from './envelope.ts';
import { type HeaderBlock, renderBlock, without } from './header-block.ts';

/** A message as its recipients get it, and as its sender keeps it. */
export interface Copies {
  readonly delivered: MessageContent;
  readonly sent: MessageContent;
}

/**
 * Parses once and makes both. `hidesBcc`: the envelope or a property gave the recipients, so that a Bcc field can go
 * from the delivered copies; otherwise it is delivered visible (reference 5.1, variant 1).
 */
export async function copiesOf(
  whole: HeaderBlock,
  trace: (block: HeaderBlock) => HeaderBlock,
  hidesBcc: boolean,
): Promise<Copies> {
  const sent = await contentOf(renderBlock(whole));
  const shown = hidesBcc ? without(whole, 'bcc') : whole;
  const bcc = hidesBcc ? '' : sent.summary.bcc;
  return { sent, delivered: rewrapped(sent, renderBlock(trace(shown)), { bcc }) };
}

/**
 * What is kept of a message that came with its envelope (reference 5.1, variant 2): a stream that begins with the
 * envelope, so that nothing of its header can be read. The store still knows which message it is.
 */
export function envelopeCopy(sent: MessageContent, { head }: Envelope): MessageContent {
  const { subject, messageId } = sent.summary;
  const nothing = {
    from: '',
    to: '',
    cc: '',
    bcc: '',
    replyTo: '',
    date: null,
    inReplyTo: null,
    references: null,
  };
  const bytes = Buffer.concat([head, sent.bytes()]);
  return {
    ...rewrapped(sent, bytes, { ...nothing, subject, messageId, contentType: 'message/rfc821' }),
    text: () => sent.bytes().toString(),
    html: () => null,
  };
}

/** The type under which such a copy is listed. */
export function envelopeProperties(): Map<string, StoredProperty> {
  const as = { namespace: DAV, name: 'getcontenttype' };
  return new Map([[as.namespace + as.name, { as, value: text('message/rfc821') }]]);
}

/** The same parts under another header. */
function rewrapped(
  content: MessageContent,
  bytes: Buffer,
  more: Partial<MessageContent['summary']>,
): MessageContent {
  const summary = { ...content.summary, ...more, rawHeaders: rawHeadersOf(bytes) };
  return { ...content, summary, size: bytes.length, bytes: () => bytes };
}
