import { once } from 'node:events';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MimeNode } from '@zone-eu/mailsplit';
import type { Told } from '../../../shared/language/told.ts';
import { LIMITS } from '../limits.ts';
import { DAMAGE } from './damage.ts';
import type { FoundFile } from './found-file.ts';
import { createLines } from './text-files/lines.ts';
import type { OpenTextFile } from './text-files/text-file.ts';
import { createTextFiles } from './text-files/text-files.ts';

/** The body of one part, as it comes. */
export interface Leaf {
  write(bytes: Buffer): Promise<void>;
  /** `isCut`: the rest of it cannot be had. */
  end(isCut?: boolean): Promise<void>;
}

/** A part that stays in the skeleton as it came. */
export function verbatimLeaf(keep: (bytes: Buffer) => void): Leaf {
  return { write: async (bytes) => keep(bytes), end: () => Promise.resolve() };
}

/** A part that becomes a file, decoded. `onEnd` gets its size and a sentence where its encoding is damaged. */
export function fileLeaf(
  node: MimeNode,
  file: FoundFile,
  onEnd: (size: number, damage: Told | null) => Promise<void>,
): Leaf {
  let damage: Told | null = null;
  const uu = UUENCODE.has(node.encoding || '') ? uuLines(file, (said) => (damage = said)) : null;
  const decoding = decode(node, (bytes) => (uu ?? file).write(bytes));
  const isBase64 = node.encoding === 'base64';
  return {
    async write(bytes) {
      if (isBase64 && damage === null && FOREIGN.test(bytes.toString('latin1'))) damage = DAMAGE.encoding;
      await decoding.write(bytes);
    },
    async end(isCut = false) {
      await decoding.end();
      await uu?.end();
      await onEnd(await file.end(), isCut ? DAMAGE.cut : damage);
    },
  };
}

/** Characters that base64 does not have (RFC 2045 6.8). */
const FOREIGN = /[^A-Za-z0-9+/=\s]/;

const UUENCODE = new Set(['x-uuencode', 'uuencode', 'x-uue']);

/** A whole part in uuencode: what stands before `begin` and after `end` is left out. */
function uuLines(file: FoundFile, onDamage: (damage: Told | null) => void): Leaf {
  let isBegun = false;
  const open: OpenTextFile = async () => {
    isBegun = true;
    return { write: (bytes) => file.write(bytes), end: async (damage) => onDamage(damage) };
  };
  const files = createTextFiles({ open, mayOpen: () => !isBegun, text: () => undefined });
  const lines = createLines(LIMITS.streamLineBytes, (line, end) => files.line(line, end));
  return {
    write: (bytes) => lines.write(bytes),
    async end() {
      await lines.end();
      await files.end();
      if (!isBegun) onDamage(DAMAGE.encoding);
    },
  };
}

/** Plain text: files written into it become files, the rest goes into the skeleton in base64, up to a bound. */
export function textLeaf(
  node: MimeNode,
  open: OpenTextFile,
  mayOpen: () => boolean,
  keep: (bytes: Buffer) => void,
): Leaf {
  const kept: Uint8Array[] = [];
  let size = 0;
  const text = (bytes: Uint8Array) => {
    if (size < LIMITS.streamTextBytes) kept.push(bytes);
    size += bytes.byteLength;
  };
  const files = createTextFiles({ open, mayOpen, text });
  const lines = createLines(LIMITS.streamLineBytes, (line, end) => files.line(line, end));
  const decoding = decode(node, (bytes) => lines.write(bytes));
  return {
    write: (bytes) => decoding.write(bytes),
    async end() {
      await decoding.end();
      await lines.end();
      await files.end();
      const whole = Buffer.concat(kept).subarray(0, LIMITS.streamTextBytes);
      keep(Buffer.from(`${whole.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`, 'latin1'));
    },
  };
}

/** Undoes a part's transfer encoding, piece by piece. */
function decode(node: MimeNode, take: (bytes: Buffer) => Promise<void>): Leaf {
  const decoder: Transform = node.getDecoder();
  const done = pipeline(decoder, async (source: AsyncIterable<Buffer>) => {
    for await (const bytes of source) await take(bytes);
  });
  // Whoever writes or ends is told; until then nobody listens.
  done.catch(() => undefined);
  return {
    async write(bytes) {
      if (!decoder.write(bytes)) await Promise.race([once(decoder, 'drain'), done]);
    },
    async end() {
      decoder.end();
      await done;
    },
  };
}
