import { open, type FileHandle } from 'node:fs/promises';
import { type MimeNode, Splitter, type SplitterChunk } from '@zone-eu/mailsplit';
import { cleanAttachmentName } from '../../../../shared/mail/attachment-name.ts';
import { boundaryOf } from '../../../../shared/mail/mime-outline.ts';
import { fieldsOf, valuesOf } from '../../header-fields.ts';

/** One part of the outermost multipart/mixed, with the dividing line before it: bytes `from` to `to` of the file. */
export interface EmlPart {
  readonly from: number;
  readonly to: number;
  /** Cleaned; null: it is no attached file but the text. */
  readonly name: string | null;
}
/** How a message lies in its file. */
export interface EmlLayout {
  /** The header with its line ends, one char a byte, without the empty line behind it. */
  readonly header: string;
  readonly size: number;
  readonly parts: readonly EmlPart[];
}

const BLOCK_BYTES = 256 * 1024;
/** A header longer than this is none that we wrote. */
const HEADER_BYTES = 2 ** 20;
const PART_HEADER_BYTES = 64 * 1024;

/**
 * Finds the parts of the outermost multipart/mixed; no parts where it is none. Only dividing lines are looked for: what
 * lies between them stays as it is.
 */
export async function partsOf(eml: string): Promise<EmlLayout> {
  const file = await open(eml);
  try {
    const { size } = await file.stat();
    const start = await textAt(file, 0, HEADER_BYTES);
    const end = start.indexOf('\r\n\r\n');
    const header = end < 0 ? start : start.slice(0, end + 2);
    const node = await nodeOf(header);
    const boundary = boundaryOf(valuesOf(fieldsOf(header), 'content-type')[0] ?? '');
    if (node.multipart !== 'mixed' || boundary === null) return { header, size, parts: [] };
    const lines = await dividingLines(file, boundary, header.length);
    const parts = await Promise.all(
      lines.slice(0, -1).map(async ({ at, end: from }, nth) => {
        const to = lines[nth + 1]?.at ?? size;
        return { from: at, to, name: await nameOf(file, from) };
      }),
    );
    return { header, size, parts };
  } finally {
    await file.close();
  }
}

interface DividingLine {
  /** Of the line end before it, which belongs to it (RFC 2046 section 5.1.1). */
  readonly at: number;
  readonly end: number;
}

/** Up to and with the closing one; a message whose closing one is missing has none to divide. */
async function dividingLines(
  file: FileHandle,
  boundary: string,
  start: number,
): Promise<readonly DividingLine[]> {
  const needle = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const found: DividingLine[] = [];
  const longest = needle.byteLength + 4;
  const block = Buffer.alloc(BLOCK_BYTES + longest);
  for (let at = start; ; ) {
    const { bytesRead } = await file.read(block, 0, block.byteLength, at);
    const read = block.subarray(0, bytesRead);
    for (let hit = read.indexOf(needle); hit >= 0; hit = read.indexOf(needle, hit + 2)) {
      // What may be cut at the end of the block is found again in the next.
      if (bytesRead === block.byteLength && hit >= bytesRead - longest) break;
      const rest = read.toString('latin1', hit + needle.byteLength, hit + longest);
      if (rest.startsWith('--')) return [...found, { at: at + hit, end: at + hit + needle.byteLength + 2 }];
      if (rest.startsWith('\r\n')) found.push({ at: at + hit, end: at + hit + needle.byteLength + 2 });
    }
    if (bytesRead < block.byteLength) return [];
    at += bytesRead - longest;
  }
}

async function nameOf(file: FileHandle, at: number): Promise<string | null> {
  const text = await textAt(file, at, PART_HEADER_BYTES);
  const end = text.indexOf('\r\n\r\n');
  const { disposition, filename, contentType } = await nodeOf(end < 0 ? '' : text.slice(0, end + 2));
  if (disposition !== 'attachment' && !filename) return null;
  return cleanAttachmentName(filename || null, contentType || 'application/octet-stream');
}

async function textAt(file: FileHandle, at: number, most: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, at);
  return buffer.toString('latin1', 0, bytesRead);
}

async function nodeOf(header: string): Promise<MimeNode> {
  const splitter = new Splitter();
  splitter.end(Buffer.from(`${header}\r\n`, 'latin1'));
  for await (const chunk of splitter as AsyncIterable<SplitterChunk>) if (chunk.type === 'node') return chunk;
  throw new Error('a header that is none');
}
