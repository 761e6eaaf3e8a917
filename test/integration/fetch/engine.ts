import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../electron/network/clock.ts';
import { options as askOptions } from '../../../electron/network/dav/options.ts';
import type { PieceFacts } from '../../../electron/network/resilience/mood.ts';
import { createRateLimit } from '../../../electron/network/resilience/rate-limit.ts';
import { createServerMood } from '../../../electron/network/resilience/server-mood.ts';
import { createSession } from '../../../electron/network/session.ts';
import type { DownloadResult } from '../../../electron/network/transfer/job.ts';
import { openPart } from '../../../electron/network/transfer/part/open-part.ts';
import { sessionSource } from '../../../electron/network/transfer/session-source.ts';
import { startDownload } from '../../../electron/network/transfer/start-download.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import { exists } from '../../../electron/network/transfer/part/found.ts';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { Random } from '../../../shared/retry/backoff.ts';

/** A clock on which time passes `factor` times as fast: half a minute of silence is over soon. */
export function fastClock(factor: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * factor,
    after(ms, act) {
      const timer = setTimeout(act, ms / factor);
      return () => clearTimeout(timer);
    },
  };
}

export interface EngineRun {
  readonly origin: string;
  readonly path: string;
  readonly user: string;
  readonly password: string;
  readonly clock: Clock;
  readonly dialect?: 'exchange' | 'plain';
  readonly connections?: number;
  readonly random?: Random;
  readonly facts?: PieceFacts;
  /** Sign in before the first GET, as the command line does when it asks what server this is. */
  readonly signInFirst?: boolean;
  /** Ended from outside after so many ms. */
  readonly endAfterMs?: number;
  /** A folder of an earlier run, to go on in. */
  readonly folder?: string;
}
export interface EngineEnd {
  readonly result: DownloadResult | null;
  readonly failure: Failure | null;
  /** What is under the file's name; null where nothing is. */
  readonly bytes: Buffer | null;
  readonly notes: readonly string[];
  readonly partKept: boolean;
  readonly requests: number;
  readonly fetched: number;
}

/** Runs the engine in this process on its own transport and clock, and looks at what is on the disk afterwards. */
export async function runEngine(run: EngineRun): Promise<EngineEnd> {
  const folder = run.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'retinue-engine-')));
  const target = path.join(folder, 'file.bin');
  const { clock, user, password, random = () => 0.5, dialect = 'plain', connections = 1 } = run;
  const { transport, close } = createNodeTransport();
  const notes: string[] = [];
  const part = await openPart({ target, item: run.path, clock });
  try {
    const account = { url: run.origin, user, password };
    const session = createSession({
      account,
      transport,
      clock,
      log: () => undefined,
      filesAtOnce: connections,
    });
    if (run.signInFirst) await askOptions(session, run.path, new AbortController().signal);
    const { done } = startDownload(
      {
        source: sessionSource({ session, path: run.path }),
        part,
        mood: createServerMood({ clock, dialect, facts: run.facts }),
        limit: createRateLimit(clock),
        clock,
        random,
        name: path.posix.basename(run.path),
        expected: null,
        connections: { most: connections, isAsked: connections > 1 },
        sha256: true,
        urgent: () => true,
        onChange: (progress) => notes.push(...progress.notes.map(({ sentence }) => sentence)),
      },
      run.endAfterMs === undefined ? new AbortController().signal : AbortSignal.timeout(run.endAfterMs),
    );
    const ended = await done.then(
      (result) => ({ result, failure: null }),
      (thrown: unknown) => ({ result: null, failure: toFailure(thrown) }),
    );
    const bytes = (await exists(target)) ? await readFile(target) : null;
    const partKept = (await exists(`${target}.part`)) !== null;
    const { requests, fetched } = part.tally;
    return { ...ended, bytes, notes, partKept, requests, fetched };
  } finally {
    await close();
    if (run.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}
