import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import {
  base64Lines,
  encodedLength,
  LINE_BYTES,
} from '../../electron/network/transfer/upload/base64-lines.ts';
import { type Bench, type Comparison, compare } from './lib/bench.ts';
import { type Nginx, startNginx, writeLarge } from './lib/nginx.ts';
import type { UploadRun } from './lib/upload-child.ts';

const RUNS = 5;
const LARGE = 2 ** 30;
const run = promisify(execFile);

/** The upload engine, which encodes on the way, beside others with a file that was encoded before: to the same nginx. */
export const upload: Bench = {
  name: 'upload',
  title: 'Upload of a file in base64: the engine beside curl and rclone with the encoded file, to nginx',
  async run() {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
    const plain = path.join(folder, 'large.bin');
    await writeLarge(plain, LARGE);
    const encoded = path.join(folder, 'encoded.txt');
    await encode(plain, encoded);
    const nginx = await startNginx(folder);
    try {
      return await oneStream(folder, nginx, plain, encoded);
    } finally {
      await nginx.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function encode(from: string, to: string): Promise<void> {
  const lines = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) yield base64Lines(chunk);
  };
  await pipeline(createReadStream(from, { highWaterMark: 1000 * LINE_BYTES }), lines, createWriteStream(to));
}

async function oneStream(
  folder: string,
  { origin }: Nginx,
  plain: string,
  encoded: string,
): Promise<readonly Comparison[]> {
  const put = path.join(folder, 'put.txt');
  const ours: number[] = [];
  const curl: number[] = [];
  const rclone: number[] = [];
  const peaks: number[] = [];
  const starts: number[] = [];
  for (let nth = 0; nth < RUNS; nth += 1) {
    const { ms, peakMiB, startMiB } = await engineRun(`${origin}/put.txt`, plain);
    ours.push(await rateOf(put, ms));
    peaks.push(peakMiB);
    starts.push(startMiB);
    curl.push(
      await rateOf(
        put,
        await timed('curl', '-sS', '-f', '-H', 'Expect:', '-T', encoded, `${origin}/put.txt`),
      ),
    );
    const remote = ['--webdav-url', origin, '--no-check-dest', '--retries', '1'];
    rclone.push(await rateOf(put, await timed('rclone', 'copyto', encoded, ':webdav:put.txt', ...remote)));
  }
  return [
    compare('1 GiB file, base64 on the line', 'MB/s', ours, 'curl -T, encoded before', curl),
    compare('1 GiB file, base64 on the line', 'MB/s', ours, 'rclone, encoded before', rclone),
    compare('memory at its peak', 'MiB', peaks, 'the same process before it', starts),
  ];
}

async function engineRun(url: string, file: string): Promise<UploadRun> {
  const child = path.join(import.meta.dirname, 'lib/upload-child.ts');
  const { stdout } = await run(process.execPath, ['build/run.mjs', child, url, file]);
  return JSON.parse(stdout) as UploadRun;
}

/**
 * Milliseconds of a whole process. Its status does not count, but what arrived: rclone looks afterwards with PROPFIND,
 * which nginx does not know.
 */
async function timed(command: string, ...args: readonly string[]): Promise<number> {
  const from = performance.now();
  await run(command, args).catch(() => undefined);
  return performance.now() - from;
}

/** MB/s on the line; what arrived is checked for its length and removed. */
async function rateOf(put: string, ms: number): Promise<number> {
  const { size } = await stat(put);
  if (size !== encodedLength(LARGE)) throw new Error(`${size} bytes arrived`);
  await rm(put);
  return size / ms / 1000;
}
