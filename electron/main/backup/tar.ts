import type { Readable } from 'node:stream';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';

/**
 * As much of tar (POSIX.1-2001, "pax") as a back-up needs: files and folders, with names and sizes of any length. Not zip: its
 * common writers end at 65,535 files and 4 GB, and a mailbox does not.
 */
export interface TarFile {
  /** With slashes, no leading one. */
  readonly name: string;
  readonly size: number;
  /** ms since 1970. */
  readonly time: number;
  /** A folder, which has no bytes. */
  readonly isFolder?: boolean;
}

const BLOCK = 512;
const OCTAL_MOST = 0o77777777777;

/** What stands in front of a file's bytes. */
export function tarHead(file: TarFile): Buffer {
  const facts = [`path=${file.name}`, ...(file.size > OCTAL_MOST ? [`size=${file.size}`] : [])];
  const pax = Buffer.concat(facts.map(paxRecord));
  const short = Buffer.from(file.name, 'utf8');
  const isPlain = short.length <= 100 && file.size <= OCTAL_MOST;
  const own = header({ ...file, name: short.subarray(0, 100) }, file.isFolder === true ? '5' : '0');
  if (isPlain) return own;
  const before = header({ name: Buffer.from('PaxHeader'), size: pax.length, time: file.time }, 'x');
  return Buffer.concat([before, pax, tarPadding(pax.length), own]);
}

/** What stands after them. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** What stands at the end of all. */
export const TAR_END = BLOCK * 2;

/** A file of an archive; its bytes are read before the next one. */
export interface TarEntry extends TarFile {
  readonly bytes: () => AsyncGenerator<Buffer, void, void>;
}

/** Reads an archive from front to back. What is neither file nor folder is passed over. Rejects with 'malformed-response' where it is broken. */
export async function* readTar(source: Readable): AsyncGenerator<TarEntry, void, void> {
  const pull = puller(source);
  let pax: ReadonlyMap<string, string> = new Map();
  for (;;) {
    const head = await pull.exactly(BLOCK);
    // To its very end: the checksum of what it is packed in stands there.
    if (head.every((byte) => byte === 0)) return await pull.drain();
    const { name, size: said, time, type } = readHeader(head);
    const size = Number(pax.get('size') ?? said);
    if (type === 'x') {
      if (size > 1024 * 1024) throw broken();
      pax = paxOf(await pull.exactly(size));
      await pull.exactly(tarPadding(size).length);
      continue;
    }
    let left = size;
    async function* bytes(): AsyncGenerator<Buffer, void, void> {
      while (left > 0) {
        const piece = await pull.some(left);
        left -= piece.length;
        yield piece;
      }
    }
    const named = (pax.get('path') ?? name).replace(/\/$/, '');
    if (type === '0' || type === '5') yield { name: named, size, time, bytes, isFolder: type === '5' };
    // What nobody has read.
    for await (const piece of bytes()) void piece;
    await pull.exactly(tarPadding(size).length);
    pax = new Map();
  }
}

function header(
  { name, size, time }: { name: Buffer; size: number; time: number },
  type: '0' | '5' | 'x',
): Buffer {
  const block = Buffer.alloc(BLOCK);
  name.copy(block, 0);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(Math.min(size, OCTAL_MOST), 124, 12);
  octal(Math.max(0, Math.floor(time / 1000)), 136, 12);
  block.write(`        ${type}`, 148, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
function paxRecord(fact: string): Buffer {
  const rest = Buffer.byteLength(fact) + 2;
  let length = rest + String(rest).length;
  if (String(length).length !== String(rest).length) length = rest + String(length).length;
  return Buffer.from(`${length} ${fact}\n`, 'utf8');
}

function paxOf(bytes: Buffer): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = Number(bytes.toString('latin1', at, space));
    if (space < 0 || !Number.isInteger(length) || length <= 0) throw broken();
    const fact = bytes.toString('utf8', space + 1, at + length - 1);
    const equals = fact.indexOf('=');
    facts.set(fact.slice(0, equals), fact.slice(equals + 1));
    at += length;
  }
  return facts;
}

function readHeader(block: Buffer) {
  const text = (at: number, length: number, encoding: 'utf8' | 'latin1' = 'latin1') =>
    block.toString(encoding, at, at + length).replace(/\0.*$/s, '');
  const octal = (at: number, length: number) => Number.parseInt(text(at, length).trim() || '0', 8);
  const said = octal(148, 8);
  const blank = Buffer.concat([block.subarray(0, 148), Buffer.from('        '), block.subarray(156)]);
  if (blank.reduce((total, byte) => total + byte, 0) !== said) throw broken();
  const prefix = text(345, 155, 'utf8');
  const name = text(0, 100, 'utf8');
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: octal(124, 12),
    time: octal(136, 12) * 1000,
    type: text(156, 1) || '0',
  };
}

function puller(source: Readable) {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  const some = async (most: number): Promise<Buffer> => {
    while (rest.length === 0) {
      const next = await chunks.next();
      if (next.done === true) throw broken();
      rest = next.value;
    }
    const piece = rest.subarray(0, most);
    rest = rest.subarray(piece.length);
    return piece;
  };
  return {
    some,
    async drain(): Promise<void> {
      for (let next = await chunks.next(); next.done !== true; ) next = await chunks.next();
    },
    async exactly(length: number): Promise<Buffer> {
      const pieces: Buffer[] = [];
      for (let left = length; left > 0; ) {
        const piece = await some(left);
        pieces.push(piece);
        left -= piece.length;
      }
      return Buffer.concat(pieces);
    },
  };
}

function broken() {
  return fail(
    'malformed-response',
    told(
      'This file is not a whole back-up of Retinue: it is damaged, or ends too early. Nothing was changed here. Choose another one.',
    ),
  );
}
