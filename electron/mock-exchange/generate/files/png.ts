import { crc32, deflateSync } from 'node:zlib';
import { noise, randomFor } from '../random.ts';

const WIDTH = 96;
const HEIGHT = 32;
const BARS = 6;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, sum]);
}

function pixels(seed: number): Buffer {
  const random = randomFor(seed, 0x706e67);
  const colours = Array.from({ length: BARS }, () => [random.int(256), random.int(256), random.int(256)]);
  const row = Array.from({ length: WIDTH }, (_, x) => colours[Math.floor((x * BARS) / WIDTH)] ?? [0, 0, 0]);
  const line = Buffer.from([0, ...row.flat()]);
  return Buffer.concat(Array.from({ length: HEIGHT }, () => line));
}

/** The least size that `pngOf` can make. */
export const LEAST_PNG = 1024;

/** A picture of coloured bars in a PNG of exactly that size: a private chunk (PNG section 14) takes up the rest. */
export function pngOf(size: number, seed: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const head = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header)]);
  const tail = Buffer.concat([chunk('IDAT', deflateSync(pixels(seed))), chunk('IEND', Buffer.alloc(0))]);
  const filler = chunk('reTi', noise(size - head.length - tail.length - 12, seed));
  return Buffer.concat([head, filler, tail]);
}
