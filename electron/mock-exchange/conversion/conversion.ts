import { setMaxListeners } from 'node:events';
import type { Clock } from '../clock/clock.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Ledger } from '../oracle/ledger.ts';
import type { Personality } from '../personality/personality.ts';
import type { Settings } from '../settings/settings.ts';
import type { Worker } from '../worker/worker.ts';
import { newLine } from './line.ts';
import { limitsOf, priceOf } from './price.ts';

/** The service that a client came by. */
export type Face = 'webdav' | 'pop3' | 'imap4';

/** One message (or attachment) that has to be made from properties. */
export interface ConversionJob {
  /** Absolute path of the item, for the oracle. */
  readonly href: string;
  /** Bytes of the whole stream that is made; 0 for an attachment, which is read out of its property as it is. */
  readonly bytes: number;
  /** Bytes of it that the answer will carry. */
  readonly responseBytes: number;
  readonly face: Face;
}

/** How a conversion ended. `failed`: 500 is due; `crashed`: the worker process is gone, and the connection with it. */
export type Converted = 'made' | 'failed' | 'crashed';

/** MAPI to MIME, at its price (price.ts holds the model): nothing is kept, the next request pays again. */
export interface Conversion {
  /** Takes its place in line and its time on the clock. Never rejects but for a mistake of our own. */
  convert(job: ConversionJob): Promise<Converted>;
  /** Conversions that run or wait now. */
  readonly busy: number;
  /** Ends all that run or wait: WebDAV's as `crashed`, the others as `failed`. */
  reset(): void;
}

export interface ConversionParts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly events: EventLog;
  readonly ledger: Ledger;
  readonly worker: Worker;
  readonly personality: Personality;
}

/** With more than these in line the store's version store is exhausted (ESE event 623, KB 317722). */
const MOST_WAITING = 256;

/** Takes part in the worker's life: when it closes, WebDAV's conversions end with it. */
export function newConversion(parts: ConversionParts): Conversion {
  const { settings, events, worker } = parts;
  const line = newLine(() => settings.values.ConcurrentConversions);
  const memory: Memory = { all: 0, worker: 0 };
  const lives = { worker: newLife(), services: newLife() };
  let busy = 0;
  const endWorkers = () => {
    lives.worker.abort();
    lives.worker = newLife();
  };
  worker.onCrash(endWorkers);
  const inLine = async (job: ConversionJob, { signal }: AbortController): Promise<Converted> => {
    busy++;
    try {
      const leave = await line.enter(signal);
      return await run(parts, memory, job, signal).finally(leave);
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
      return job.face === 'webdav' ? 'crashed' : 'failed';
    } finally {
      busy--;
    }
  };
  return {
    get busy() {
      return busy;
    },
    convert: async (job) => {
      if (job.face === 'webdav' && worker.state !== 'running') return 'crashed';
      const life = job.face === 'webdav' ? lives.worker : lives.services;
      if (job.bytes === 0) return run(parts, memory, job, life.signal);
      if (line.waiting < MOST_WAITING) return inLine(job, life);
      events.add(
        623,
        'ESE',
        `The version store has reached its maximum size. ${job.href} was not converted.`,
      );
      return 'failed';
    },
    reset: () => {
      endWorkers();
      lives.services.abort();
      lives.services = newLife();
    },
  };
}

/** What ends the conversions of a process with it; all that wait listen, however many they are. */
function newLife(): AbortController {
  const life = new AbortController();
  setMaxListeners(0, life.signal);
  return life;
}

/** Bytes that running conversions hold: all of them, and those in the worker process. */
interface Memory {
  all: number;
  worker: number;
}

/** One conversion that has its place. Rejects with the signal's reason when that is aborted. */
async function run(
  { clock, settings, events, ledger, worker, personality }: ConversionParts,
  memory: Memory,
  job: ConversionJob,
  signal: AbortSignal,
): Promise<Converted> {
  const { ms, memoryBytes, temporaryBytes } = priceOf(job, settings.values);
  const limits = limitsOf(personality, settings.values);
  const isWorkers = job.face === 'webdav';
  const left = isWorkers && limits.workerBytes !== null ? limits.workerBytes - memory.worker : Infinity;
  // What does not fit is never held: the worker closes when it reaches for it.
  const held = Math.min(memoryBytes, Math.max(0, left));
  const hold = (bytes: number) => {
    memory.all += bytes;
    if (isWorkers) memory.worker += bytes;
  };
  hold(held);
  const peakBytes = memory.all;
  try {
    // Memory fills evenly, so that the end comes sooner the less of it there was.
    const wait = held < memoryBytes ? Math.round((ms * held) / memoryBytes) : ms;
    if (wait > 0) await clock.sleep(wait, signal);
  } finally {
    hold(-held);
    if (job.bytes > 0) ledger.converted(job.href, peakBytes, temporaryBytes);
  }
  if (held < memoryBytes) {
    worker.crash(`${job.href} needed ${memoryBytes} bytes of memory and ${held} were left.`);
    return 'crashed';
  }
  if (!isWorkers || limits.responseBytes === null || job.responseBytes <= limits.responseBytes) return 'made';
  events.add(1000, 'MSExchangeWEB', refusal(job, limits.responseBytes));
  return 'failed';
}

function refusal({ href, responseBytes }: ConversionJob, most: number): string {
  return `500 Internal Server Error. The response for ${href} would have ${responseBytes} bytes; the limit is ${most}.`;
}
