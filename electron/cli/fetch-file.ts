import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { toFailure } from '../../shared/errors.ts';
import { systemClock } from '../network/clock.ts';
import { options as askOptions } from '../network/dav/options.ts';
import { LIMITS } from '../network/limits.ts';
import { createRateLimit } from '../network/resilience/rate-limit.ts';
import { createServerMood } from '../network/resilience/server-mood.ts';
import { createSession, type Session } from '../network/session.ts';
import type { DownloadProgress, DownloadResult } from '../network/transfer/job.ts';
import { finishedAs } from '../network/transfer/part/found.ts';
import { openPart } from '../network/transfer/part/open-part.ts';
import type { Part, Tally } from '../network/transfer/part/part.ts';
import { sessionSource } from '../network/transfer/session-source.ts';
import { startDownload } from '../network/transfer/start-download.ts';
import { createNodeTransport } from '../network/transports/node.ts';
import type { FetchOptions } from './fetch-options.ts';

export interface Fetched {
  readonly result: DownloadResult;
  /** This run's. */
  readonly tally: Tally;
}

/** Fetches one file with the application's own engine. Rejects with a FailureError; the part is kept then. */
export async function fetchFile(
  options: FetchOptions,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<Fetched> {
  const { url, out, json } = options;
  if (await finishedAs(out, url.href)) return await fetchedBefore(out, json);
  const part = await openPart({ target: out, item: url.href, clock: systemClock });
  const { transport, close } = createNodeTransport();
  try {
    const { user, password, connections } = options;
    const session = createSession({
      account: { url: url.origin, user, password },
      transport,
      clock: systemClock,
      log: () => undefined,
      filesAtOnce: connections ?? LIMITS.segmentsUnasked,
    });
    return await fetched(options, session, part, onProgress, signal);
  } finally {
    await part.close();
    await close();
  }
}

async function fetched(
  { url, json, limit: bytesPerSecond, connections }: FetchOptions,
  session: Session,
  part: Part,
  onChange: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<Fetched> {
  const before = part.tally;
  const dialect = (await isExchange(session, url.pathname, signal)) ? 'exchange' : 'plain';
  const limit = createRateLimit(systemClock);
  limit.set(bytesPerSecond);
  const unasked = dialect === 'exchange' ? 1 : LIMITS.segmentsUnasked;
  const { done } = startDownload(
    {
      source: sessionSource({ session, path: url.pathname + url.search }),
      part,
      mood: createServerMood({ clock: systemClock, dialect }),
      limit,
      clock: systemClock,
      random: Math.random,
      name: path.posix.basename(url.pathname),
      expected: null,
      connections: { most: connections ?? unasked, isAsked: connections !== null },
      sha256: json,
      urgent: () => true,
      onChange,
    },
    signal,
  );
  const result = await done;
  const { requests, retries, fetched: bytes } = part.tally;
  return {
    result,
    tally: {
      requests: requests - before.requests,
      retries: retries - before.retries,
      fetched: bytes - before.fetched,
    },
  };
}

/** Exchange says so in its answer to OPTIONS (`MS-WebStorage`). A server that refuses the question may still send the file. */
async function isExchange(session: Session, pathname: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await askOptions(session, pathname, signal)).msWebStorage !== '';
  } catch (thrown) {
    const { kind } = toFailure(thrown);
    if (kind === 'unauthorized' || kind === 'cancelled' || kind === 'untrusted') throw thrown;
    return false;
  }
}

/** The run before this one was ended just after the file got its name. */
async function fetchedBefore(file: string, json: boolean): Promise<Fetched> {
  const { size } = await stat(file);
  const sha256 = json ? await sha256Of(file) : null;
  const result = { path: file, bytes: size, sha256, resumedFrom: size };
  return { result, tally: { requests: 0, retries: 0, fetched: 0 } };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
