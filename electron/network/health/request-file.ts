import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { toldOf, type Told } from '../../../shared/language/told.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { RequestRecord } from '../log.ts';
import { diskFailure } from '../transfer/part/disk-faults.ts';

/** The request log on disk: lines of JSON, so that a person sees after a restart what went before. */
export interface RequestFile {
  /** What earlier runs left of the last days, oldest first. */
  readonly before: readonly RequestRecord[];
  /** Written with others a moment later; no request waits for the disk. */
  note(record: RequestRecord): void;
  /** Resolves when everything is written. */
  stop(): Promise<void>;
}

const count = v.pipe(v.number(), v.minValue(0));
const record = v.object({
  at: count,
  origin: v.string(),
  method: v.string(),
  path: v.string(),
  to: v.nullable(v.string()),
  status: v.nullable(count),
  broke: v.nullable(v.string()),
  sent: count,
  bytes: count,
  ms: v.number(),
});

const NOW = 'requests.ndjson';
const OLDER = 'requests-older.ndjson';

/**
 * Opens the log in a folder of its own. It has two files, and the older one goes when the newer one is full, so that it
 * never takes more than a known size. It is worth no request: where the disk refuses it, that is said once and only the
 * memory has it. Paths and statuses, as RequestRecord holds them; no query, header or body was ever in there.
 */
export async function openRequestFile(
  folder: string,
  clock: Clock,
  onProblem: (problem: Told) => void,
): Promise<RequestFile> {
  const file = path.join(folder, NOW);
  const inTurn = createInTurn();
  let waiting: string[] = [];
  let stopTimer: (() => void) | null = null;
  let size = 0;
  let isBroken = false;

  const unkept = (thrown: unknown) => {
    if (!isBroken) onProblem(toldOf(diskFailure(thrown, folder).failure));
    isBroken = true;
  };
  const write = async () => {
    const lines = waiting.splice(0).join('');
    if (lines === '' || isBroken) return;
    if (size > 0 && size + lines.length > LIMITS.requestFileBytes) {
      await rename(file, path.join(folder, OLDER));
      size = 0;
    }
    await appendFile(file, lines, { mode: 0o600 });
    size += Buffer.byteLength(lines);
  };
  const flush = () => {
    stopTimer = null;
    return inTurn(write).catch(unkept);
  };

  let before: readonly RequestRecord[] = [];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    size = await sizeOf(file);
    const since = clock.now() - LIMITS.requestFileMs;
    const kept = [...(await linesOf(path.join(folder, OLDER))), ...(await linesOf(file))];
    before = kept.filter(({ at }) => at >= since).slice(-LIMITS.requestsKept);
    // A last line that was torn would swallow the next one.
    if (size > 0) waiting.push('\n');
  } catch (thrown) {
    unkept(thrown);
  }
  return {
    before,
    note({ at, origin, method, path: asked, to, status, broke, sent, bytes, ms }) {
      if (isBroken) return;
      const line = { at, origin, method, path: asked, to, status, broke, sent, bytes, ms };
      waiting.push(`${JSON.stringify(line)}\n`);
      stopTimer ??= clock.after(LIMITS.requestFileDelayMs, () => void flush());
    },
    async stop() {
      stopTimer?.();
      await flush();
    },
  };
}

/** Of the newest lines those that can be read; one that a crash tore, or that somebody else wrote, is passed over. */
async function linesOf(file: string): Promise<readonly RequestRecord[]> {
  if ((await sizeOf(file)) > 2 * LIMITS.requestFileBytes) return [];
  const text = await readFile(file, 'utf8').catch(nothingWhereAbsent);
  const newest = text
    .split('\n')
    .filter((line) => line !== '')
    .slice(-LIMITS.requestsKept);
  return newest.flatMap((line) => {
    const read = v.safeParse(record, parsed(line));
    return read.success ? [read.output] : [];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Torn or foreign: no record.
    return null;
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (thrown) {
    nothingWhereAbsent(thrown);
    return 0;
  }
}

function nothingWhereAbsent(thrown: unknown): string {
  if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  return '';
}
