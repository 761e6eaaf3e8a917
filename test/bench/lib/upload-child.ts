// Puts one file in base64 with the upload engine and prints what it took as one JSON line:
// node build/run.mjs test/bench/lib/upload-child.ts URL FILE
import { systemClock } from '../../../electron/network/clock.ts';
import { createRateLimit } from '../../../electron/network/resilience/rate-limit.ts';
import { createServerMood } from '../../../electron/network/resilience/server-mood.ts';
import { createSession } from '../../../electron/network/session.ts';
import { outgoingBody } from '../../../electron/network/transfer/upload/outgoing-body.ts';
import { startUpload } from '../../../electron/network/transfer/upload/start-upload.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';

/** What one upload took. The start of the process and the loading of its code are not in it: the application has them behind it. */
export interface UploadRun {
  readonly ms: number;
  /** On the line, in base64. */
  readonly bytes: number;
  /** Resident memory before the request, and the most there was while it ran. */
  readonly startMiB: number;
  readonly peakMiB: number;
}

const [, , url = '', file = ''] = process.argv;
const { origin, pathname } = new URL(url);
const { transport, close } = createNodeTransport();
const clock = systemClock;
const account = { url: origin, user: 'nobody', password: '' };
globalThis.gc?.();
const startMiB = process.memoryUsage().rss / 2 ** 20;
let peakMiB = startMiB;
const sampler = setInterval(() => {
  peakMiB = Math.max(peakMiB, process.memoryUsage().rss / 2 ** 20);
}, 50);
const from = performance.now();
const body = await outgoingBody([{ kind: 'file', path: file, name: file }]);
const outcome = await startUpload(
  {
    session: createSession({ account, transport, clock, log: () => {} }),
    path: pathname,
    headers: { 'content-type': 'application/octet-stream' },
    body,
    mood: createServerMood({ clock, dialect: 'plain' }),
    limit: createRateLimit(clock),
    clock,
    random: Math.random,
    urgent: () => true,
    onChange: () => {},
  },
  new AbortController().signal,
).outcome;
const ms = performance.now() - from;
clearInterval(sampler);
await close();
if (outcome.kind !== 'stored') throw new Error(outcome.failure.sentence);
const run: UploadRun = { ms, bytes: body.length, startMiB, peakMiB };
process.stdout.write(`${JSON.stringify(run)}\n`);
