// Fetches one URL with the download engine and prints what it took as one JSON line:
// node build/run.mjs test/bench/lib/engine-child.ts URL FILE CONNECTIONS [USER PASSWORD]
import { fetchFile } from '../../../electron/cli/fetch-file.ts';

/** What one download took. The start of the process and the loading of its code are not in it: the application has them behind it. */
export interface EngineRun {
  readonly ms: number;
  readonly bytes: number;
  readonly fetched: number;
  readonly requests: number;
  readonly retries: number;
  /** Resident memory when the first bytes were here and every buffer had been used, and the most there was after that. */
  readonly warmMiB: number;
  readonly peakMiB: number;
}

const [, , url = '', out = '', connections = '1', user = 'nobody', password = ''] = process.argv;
/** Compiled code and buffers are there after so much. */
const WARM_BYTES = 200_000_000;
let received = 0;
let warmMiB = 0;
let peakMiB = 0;
const sampler = setInterval(() => {
  const now = process.memoryUsage.rss() / 2 ** 20;
  if (received < WARM_BYTES) warmMiB = now;
  peakMiB = Math.max(warmMiB, peakMiB, now);
}, 50);
const from = performance.now();
const { result, tally } = await fetchFile(
  { url: new URL(url), user, password, out, json: false, limit: null, connections: Number(connections) },
  (progress) => {
    received = progress.received;
  },
  new AbortController().signal,
);
const ms = performance.now() - from;
clearInterval(sampler);
const { bytes } = result;
const run: EngineRun = { ms, bytes, ...tally, warmMiB, peakMiB };
process.stdout.write(`${JSON.stringify(run)}\n`);
