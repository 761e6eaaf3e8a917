import type { World } from '../http/call.ts';
import { bufferSource, type ByteSource } from '../store/bytes.ts';
import { mapiSize } from '../store/mapi-size.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Item } from '../store/nodes.ts';
import { hrefOf } from '../store/urls.ts';
import type { Face } from './conversion.ts';

/** The stream of a message, or why there is none. `crashed` only happens to WebDAV: the worker process is its own. */
export type MessageStream =
  | { readonly kind: 'made'; readonly source: ByteSource }
  | { readonly kind: 'failed' }
  | { readonly kind: 'crashed' };

/** Bit 0 of a Compatibility value is what asks for exact sizes; administrators write 0xfffffffe (seed article). */
const EXACT_SIZES_BIT = 1;

/**
 * True where giving the stream, or its exact length, means making it: only properties are kept, or there is no
 * streaming store at all (2007). Files that are no mail are kept as they are by every server.
 */
export function needsConversion({ personality }: Pick<World, 'personality'>, item: Item): boolean {
  if (!personality.exchange || item.documentType !== null) return false;
  return item.mapiOnly || !personality.streamingStore;
}

/** The item's path on the server: what the oracle knows it by. */
export function itemPath(mailbox: Mailbox, item: Item): string {
  return hrefOf({ origin: '', mailbox }, item);
}

/** The stored bytes, without a thought for how the server came by them. */
export function storedBytes({ content }: Item): ByteSource {
  return content.source ?? bufferSource(content.bytes());
}

/** The whole message as MIME, converted at its price where that is needed. POP3 and IMAP4 have no limit on responses. */
export async function messageStream(
  world: World,
  mailbox: Mailbox,
  item: Item,
  face: Face,
): Promise<MessageStream> {
  if (needsConversion(world, item)) {
    const { size } = item.content;
    const job = { href: itemPath(mailbox, item), bytes: size, responseBytes: size, face };
    const outcome = await world.conversion.convert(job);
    if (outcome !== 'made') return { kind: outcome };
  }
  return { kind: 'made', source: storedBytes(item) };
}

/**
 * The length that a POP3 or IMAP4 client is told. Exact lengths of messages without a stream cost a conversion each,
 * and nothing of it is kept (seed article); with Compatibility or fast message retrieval it is the approximate one. A
 * message that cannot be converted has its approximate size.
 */
export async function exactSize(
  world: World,
  mailbox: Mailbox,
  item: Item,
  face: Exclude<Face, 'webdav'>,
): Promise<number> {
  if (!needsConversion(world, item)) return item.content.size;
  if (tellsApproximateSizes(world, face)) return approximateSize(item);
  const stream = await messageStream(world, mailbox, item, face);
  return stream.kind === 'made' ? stream.source.size : approximateSize(item);
}

/** The property store's own number: no conversion, and not the length of the stream. */
export function approximateSize(item: Item): number {
  return mapiSize(item);
}

/** True where the service does not convert to learn a length. */
export function tellsApproximateSizes({ settings }: World, face: Exclude<Face, 'webdav'>): boolean {
  const { Pop3Compatibility, Imap4Compatibility, Imap4FastMessageRetrieval } = settings.values;
  const approximate = (dword: number) => dword !== 0 && (dword & EXACT_SIZES_BIT) === 0;
  return face === 'pop3'
    ? approximate(Pop3Compatibility)
    : Imap4FastMessageRetrieval || approximate(Imap4Compatibility);
}
