// Fetches one URL with the download engine and prints what it took as one JSON line:
// node build/run.mjs test/bench/lib/engine-child.ts URL FILE CONNECTIONS [USER PASSWORD]
import { fetchFile } from '../../../electron/cli/fetch-file.ts';

/** What one download took. The start of the process and the loading of its code are not in it: the application has them behind it. */
export interface EngineRun {
  readonly ms: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly fetched: number;
  readonly requests: number;
  readonly retries: number;
  /** Resident memory before the first request, and the most there was while it ran. */
  readonly startMiB: number;
  readonly peakMiB: number;
}

const [, , url = '', out = '', connections = '1', user = 'nobody', password = ''] = process.argv;
globalThis.gc?.();
const startMiB = process.memoryUsage().rss / 2 ** 20;
let peakMiB = startMiB;
const sampler = setInterval(() => {
  peakMiB = Math.max(peakMiB, process.memoryUsage().rss / 2 ** 20);
}, 50);
const from = performance.now();
const { result, tally } = await fetchFile(
  { url: new URL(url), user, password, out, json: false, limit: null, connections: Number(connections) },
  () => {},
  new AbortController().signal,
);
const ms = performance.now() - from;
clearInterval(sampler);
const { bytes, sha256 } = result;
const run: EngineRun = { ms, bytes, sha256, ...tally, startMiB, peakMiB };
process.stdout.write(`${JSON.stringify(run)}\n`);
