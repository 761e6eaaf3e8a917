import { bufferSource, type ByteSource, slice } from '../store/bytes.ts';
import { type HeaderField, fieldsOf } from './mime-header.ts';
import type { MimePart } from './mime-tree.ts';

/** Which lines of a header are wanted (RFC 3501 section 6.4.5). Names are upper case. */
export interface FieldChoice {
  readonly names: readonly string[];
  readonly not: boolean;
}

/** What stands between the brackets of `BODY[...]`. */
export interface Section {
  /** Part numbers; none for the message itself. */
  readonly part: readonly number[];
  readonly what: 'all' | 'header' | 'text' | 'mime' | FieldChoice;
}

/** Bytes of a header that are kept in memory at most. */
const MOST_HEADER_BYTES = 1024 * 1024;

/** The bytes of a section; null where the message has no such part. `tree` is only asked for where part numbers are given. */
export async function sectionOf(
  source: ByteSource,
  section: Section,
  tree: () => Promise<MimePart>,
): Promise<ByteSource | null> {
  if (section.part.length === 0) {
    if (section.what === 'all' || section.what === 'mime') return source;
    const headerEnd = headerEndOf(source);
    return ofMessage(source, section, 0, headerEnd, source.size);
  }
  const part = partAt(await tree(), section.part);
  if (part === null) return null;
  if (section.what === 'all') return slice(source, part.bodyStart, part.bodyEnd);
  if (section.what === 'mime') return slice(source, part.headerStart, part.bodyStart);
  const { inner } = part;
  return inner && ofMessage(source, section, inner.headerStart, inner.bodyStart, inner.bodyEnd);
}

function ofMessage(
  source: ByteSource,
  { what }: Section,
  start: number,
  headerEnd: number,
  end: number,
): ByteSource {
  if (what === 'text') return slice(source, headerEnd, end);
  const header = slice(source, start, headerEnd);
  if (typeof what === 'string') return header;
  return bufferSource(Buffer.from(chosenFields(textOf(header), what), 'latin1'));
}

/** The lines of the chosen fields and the empty line after them. */
function chosenFields(block: string, { names, not }: FieldChoice): string {
  const isChosen = ({ name }: HeaderField) => names.includes(name.toUpperCase()) !== not;
  const lines = fieldsOf(block)
    .filter(isChosen)
    .map(({ raw }) => raw);
  return `${lines.join('')}\r\n`;
}

function textOf(source: ByteSource): string {
  const size = Math.min(source.size, MOST_HEADER_BYTES);
  return Buffer.concat([...source.read(0, size)]).toString('latin1');
}

/** Where the empty line that ends the header has ended. Only as much of the message is read as its header is long. */
export function headerEndOf(source: ByteSource): number {
  let base = 0;
  let isEmpty = true;
  for (const piece of source.read(0, source.size)) {
    for (let at = 0; at < piece.length; ) {
      const end = piece.indexOf(0x0a, at);
      const line = piece.subarray(at, end < 0 ? piece.length : end);
      isEmpty &&= line.every((byte) => byte === 0x0d);
      if (end < 0) break;
      if (isEmpty) return base + end + 1;
      isEmpty = true;
      at = end + 1;
    }
    base += piece.length;
  }
  return source.size;
}

/**
 * The part of these numbers, counted from 1. A message that is no multipart has its own body as part 1; the parts of a
 * message inside of a message follow its number.
 */
function partAt(root: MimePart, numbers: readonly number[]): MimePart | null {
  let found: MimePart | null = null;
  let parts = partsOfMessage(root);
  for (const number of numbers) {
    found = parts[number - 1] ?? null;
    if (found === null) return null;
    parts = found.inner === null ? found.parts : partsOfMessage(found.inner);
  }
  return found;
}

function partsOfMessage(message: MimePart): readonly MimePart[] {
  return message.parts.length > 0 ? message.parts : [message];
}
