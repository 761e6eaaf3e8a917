import type { Personality } from '../personality/personality.ts';
import type { SettingsValues } from '../settings/settings.ts';
import type { ConversionJob } from './conversion.ts';

/**
 * The cost model of KB 329067.
 *
 * From the article and reference 6.3:
 * - Conversion happens in memory and on disk; nothing of it is kept, so that each request pays again for the whole
 *   message, also when it asks for a range. Up to 4 KB stay in memory, more goes through a temporary file (KB 317722).
 * - For WebDAV, IIS sustains the pipe between store and client as well. When that runs out of memory, the request ends
 *   in 500 with Event 1000, or the worker process closes.
 * - The worker closes on what exceeds the current message size limit: messages that were delivered before the limit
 *   was set can still be read.
 * - A larger MaximumResponseSizeInBytes gives the worker more memory. Only Exchange 2003 reads it, only WebDAV gains.
 *
 * Our choice, so that the same things happen at the same sizes every time:
 * - A conversion holds the message once, and for WebDAV the response once more (the pipe).
 * - The worker's buffers are cut for messages within the limit; it holds anything above it twice. An attachment comes
 *   out of its own property: it needs only the pipe, so ranges of moderate size are safe while the whole file is not.
 * - Exchange 2000 behaves as 2003 does with the value's default, and nothing changes that.
 * - What MaximumResponseSizeInBytes is raised by becomes room for the dearest case, a message above the limit that is
 *   fetched whole, in each conversion that may run at once: nothing up to the value then brings 500 or a crash. No value
 *   at all (null) means no 500, and no more room than WorkerMemoryLimit either.
 */
export interface Price {
  /** Virtual ms. */
  readonly ms: number;
  /** Bytes held while it runs. */
  readonly memoryBytes: number;
  /** Bytes of temporary file. */
  readonly temporaryBytes: number;
}

/** What a WebDAV conversion must keep to; null where there is no limit. */
export interface Limits {
  /** More in one response ends in 500. */
  readonly responseBytes: number | null;
  /** More in all running conversions ends the worker process. */
  readonly workerBytes: number | null;
}

/** What MaximumResponseSizeInBytes is where nobody set it. The real default is not documented. */
export const DEFAULT_RESPONSE_BYTES = 20_971_520;

/** Up to this size a conversion needs no temporary file (KB 317722). */
const IN_MEMORY_BYTES = 4096;

/** How often the worker holds what is above the message size limit. */
const OVERSIZED_COPIES = 2;

/** Message and pipe, each as often as it is held above the limit. */
const DEAREST_COPIES = 2 * OVERSIZED_COPIES;

/** What one job costs under these settings. */
export function priceOf({ bytes, responseBytes, face }: ConversionJob, settings: SettingsValues): Price {
  const { ConversionBaseMs, ConversionMsPerMB, MessageSizeLimit } = settings;
  const sizeLimit = MessageSizeLimit === null ? Infinity : MessageSizeLimit * 1024;
  const copies = Math.max(bytes, responseBytes) > sizeLimit ? OVERSIZED_COPIES : 1;
  return {
    ms: bytes === 0 ? 0 : ConversionBaseMs + Math.round((ConversionMsPerMB * bytes) / 1_000_000),
    memoryBytes: face === 'webdav' ? (bytes + responseBytes) * copies : bytes,
    temporaryBytes: bytes > IN_MEMORY_BYTES ? bytes : 0,
  };
}

/** What the worker process bears on this server under these settings. 2007's 64-bit worker knows neither limit (our choice). */
export function limitsOf(personality: Personality, settings: SettingsValues): Limits {
  if (!personality.convertsInWorkerMemory) return { responseBytes: null, workerBytes: null };
  const { MaximumResponseSizeInBytes: set, WorkerMemoryLimit, ConcurrentConversions } = settings;
  const responseBytes = personality.readsMaximumResponseSize ? set : DEFAULT_RESPONSE_BYTES;
  const raised = Math.max(0, (responseBytes ?? 0) - DEFAULT_RESPONSE_BYTES);
  const room = raised * DEAREST_COPIES * ConcurrentConversions;
  return { responseBytes, workerBytes: WorkerMemoryLimit === null ? null : WorkerMemoryLimit + room };
}
