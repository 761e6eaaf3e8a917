import { joined, unquoteFrom } from './from-lines.ts';
import { isExpunged, marksOf, type StoredMarks } from './marks.ts';
import { type ByteSource, nextSeparator, type Separator } from './separators.ts';
import { latin1, OPEN_END, takeStatus } from './status-block.ts';

/** A header is looked at so far: what is longer is text to us. */
const HEADER = 1024 * 1024;
const PIECE = 256 * 1024;

/** One message of an mbox. Offsets are bytes of the file. */
export interface MboxMessage {
  /** Where its separator stands. */
  readonly offset: number;
  readonly marks: StoredMarks;
  /** Deleted in Thunderbird and not yet compacted away. */
  readonly isExpunged: boolean;
  /** Its bytes, without what the mbox added. Read at most once, before the next message. */
  readonly bytes: () => AsyncGenerator<Uint8Array, void, void>;
}
/** Bytes in front of the first separator: no message begins there. */
export interface MboxStray {
  readonly offset: number;
  readonly length: number;
}
export type MboxItem =
  | { readonly kind: 'message'; readonly message: MboxMessage }
  | { readonly kind: 'stray'; readonly stray: MboxStray };

/**
 * Reads an mbox of any family: mboxo and mboxrd (quoted `From ` lines), mboxcl2 (a Content-Length that fits: those bytes are
 * the message's as they are), Thunderbird's. A file of any length takes a few pieces of memory.
 */
export async function* readMbox(source: ByteSource): AsyncGenerator<MboxItem, void, void> {
  let separator = await nextSeparator(source, 0);
  const stray = separator?.offset ?? source.size;
  if (stray > 0) yield { kind: 'stray', stray: { offset: 0, length: stray } };
  while (separator) {
    const header = await headerAt(source, separator.after);
    const counted = await countedEnd(source, separator, header);
    const next: Separator | null = await nextSeparator(source, counted ?? separator.after);
    const end = counted ?? (await contentEnd(source, separator.after, next?.offset ?? source.size));
    yield {
      kind: 'message',
      message: messageOf(source, separator, header, { end, isCounted: counted !== null }),
    };
    separator = next;
  }
}

function messageOf(
  source: ByteSource,
  { offset, after }: Separator,
  header: Uint8Array,
  { end, isCounted }: { readonly end: number; readonly isCounted: boolean },
): MboxMessage {
  const head = header.subarray(0, Math.max(0, end - after));
  const { fields, rest } = takeStatus(head);
  const last = fields.get(OPEN_END.toLowerCase()) === 'open' ? end - 1 : end;
  async function* plain(): AsyncGenerator<Uint8Array, void, void> {
    // The open end of a message that is all header is in what was taken apart.
    yield last < after + head.length ? rest.subarray(0, rest.length - (after + head.length - last)) : rest;
    for (let at = after + head.length; at < last; at += PIECE)
      yield await source.read(at, Math.min(PIECE, last - at));
  }
  async function* unquoted(): AsyncGenerator<Uint8Array, void, void> {
    const lines = unquoteFrom();
    for await (const piece of plain()) yield lines.push(piece);
    yield lines.end();
  }
  return {
    offset,
    marks: marksOf(fields),
    isExpunged: isExpunged(fields),
    bytes: isCounted ? plain : unquoted,
  };
}

/** With the empty line that ends it; all that is looked at where there is none. */
async function headerAt(source: ByteSource, at: number): Promise<Uint8Array> {
  let header: Uint8Array = new Uint8Array(0);
  while (header.length < HEADER) {
    const more = await source.read(at + header.length, 16 * 1024);
    const start = Math.max(0, header.length - 3);
    header = joined([header, more]);
    const found = /^\r?\n|\n\r?\n/.exec(latin1(start === 0 ? header : header.subarray(start)));
    if (found && (start > 0 || found.index >= 0))
      return header.subarray(0, start + found.index + found[0].length);
    if (more.length === 0) return header;
  }
  return header;
}

/** Where a message with a true Content-Length ends; null where it has none, or a separator does not follow. */
async function countedEnd(
  source: ByteSource,
  separator: Separator,
  header: Uint8Array,
): Promise<number | null> {
  // Neither Thunderbird nor Retinue counts: a field of that name is the message's own.
  if (separator.line.startsWith('From -')) return null;
  const length = /^content-length:[ \t]*(\d{1,15})[ \t]*\r?$/im.exec(latin1(header))?.[1];
  if (length === undefined) return null;
  const end = separator.after + header.length + Number(length);
  if (end > source.size) return null;
  const rest = latin1(await source.read(end, 16));
  return /^(?:\r?\n)*From |^(?:\r?\n)*$/.test(rest) ? end : null;
}

/** Less the empty line that stands before a separator. */
async function contentEnd(source: ByteSource, start: number, end: number): Promise<number> {
  const size = Math.min(3, end - start);
  const last = latin1(await source.read(end - size, size));
  if (/\n\n$|^\n$/.test(last)) return end - 1;
  return /\n\r\n$|^\r\n$/.test(last) ? end - 2 : end;
}
