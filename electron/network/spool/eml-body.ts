import { open } from 'node:fs/promises';
import type { StreamedBody } from '../dav/transport.ts';
import { lookAt, type SteadyFile, steadyBytes } from '../transfer/upload/steady-file.ts';
import { dropField } from '../header-fields.ts';

const READ_BYTES = 64 * 1024;
/** A header longer than this is none that we wrote. */
const HEADER_BYTES = 2 ** 20;

/**
 * message.eml as a body of exact length, streamed from disk, without the fields of these names (in lower case); before
 * it stands its envelope, where it goes with one.
 */
export async function emlBody(
  path: string,
  without: readonly string[] = [],
  envelope = '',
): Promise<StreamedBody> {
  const file = await lookAt(path, 'message.eml');
  if (without.length === 0 && envelope === '')
    return { length: file.size, stream: () => steadyBytes(file, READ_BYTES) };
  const header = await headerOf(path);
  const fields = without.reduce(dropField, header.toString('latin1'));
  const kept = Buffer.concat([Buffer.from(envelope), Buffer.from(fields, 'latin1')]);
  return {
    length: kept.byteLength + file.size - header.byteLength,
    stream: () => behindHeader(file, kept, header.byteLength),
  };
}

async function* behindHeader(file: SteadyFile, kept: Buffer, from: number): AsyncGenerator<Uint8Array> {
  let skip = from;
  let head: Buffer | null = kept;
  for await (const block of steadyBytes(file, READ_BYTES)) {
    const rest = block.subarray(Math.min(skip, block.byteLength));
    skip -= block.byteLength - rest.byteLength;
    if (rest.byteLength === 0) continue;
    if (head) yield head;
    head = null;
    yield rest;
  }
  if (head) yield head;
}

/** The header with its line ends, without the empty line behind it. */
async function headerOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const read = buffer.subarray(0, bytesRead);
    const end = read.indexOf('\r\n\r\n');
    return read.subarray(0, end < 0 ? bytesRead : end + 2);
  } finally {
    await file.close();
  }
}
