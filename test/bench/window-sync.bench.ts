import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { folderIdOf } from '../../renderer/store/rows.ts';
import { addAccount, type Retinue, type TestServer } from '../app/launch.ts';
import { type Bench, type BenchContext, compare } from './lib/bench.ts';
import { LARGE_PATH, largeServer } from './lib/large-mailbox.ts';
import { accountId, started, until } from './lib/large-window.ts';
import { scriptOf } from './lib/window/bundle.ts';
import type {} from './lib/window/halves.ts';
import type { HalfAsked } from './lib/window/halves-worker.ts';

const MESSAGES = 50_000;
const RUNS = 3;
/** A household's line, 16 Mbit/s: on the loopback server and client share the processor, and nothing waits for the other. */
const LINE = { bytesPerSecond: 2_000_000 } as const;
/** Listing so many on a busy machine takes its time. */
const PATIENCE_MS = 900_000;

/**
 * What the first sync costs beside its halves alone, in the real application: its window, its worker, its IndexedDB, its
 * network process, over a real socket to a mock in this process. The halves run in the same window in place of the
 * engine. The runs are taken in turn, each on fresh data.
 */
export const windowSync: Bench = {
  name: 'window-sync',
  title: `first sync of ${MESSAGES} headers in the real window, beside its two halves alone`,
  isLong: true,
  async run(context) {
    const server = await largeServer(MESSAGES);
    const whole: number[] = [];
    const fetched: number[] = [];
    const written: number[] = [];
    const packed: number[] = [];
    const wholeByLine: number[] = [];
    const fetchedByLine: number[] = [];
    try {
      for (let run = 0; run < RUNS; run += 1) {
        whole.push(await inWindow(context, (retinue) => engine(retinue, server)));
        const alone = await inWindow(context, (retinue) => halves(retinue, server));
        fetched.push(alone.fetch);
        written.push(alone.write);
        packed.push(alone.pack);
        console.log(
          `  ${[whole, fetched, written, packed].map((all) => Math.round(all.at(-1) ?? 0)).join(', ')} ms`,
        );
      }
      server.mock.faults.add({ step: 'mid-download', what: { kind: 'bandwidth', ...LINE } });
      for (let run = 0; run < RUNS; run += 1) {
        wholeByLine.push(await inWindow(context, (retinue) => engine(retinue, server)));
        fetchedByLine.push(await inWindow(context, (retinue) => fetchAlone(retinue, server)));
        console.log(
          `  by line: ${[wholeByLine, fetchedByLine].map((all) => Math.round(all.at(-1) ?? 0)).join(', ')} ms`,
        );
      }
    } finally {
      await server.mock.stop();
    }
    return [
      compare(TITLE, 'ms', whole, 'the same pages thrown away', fetched),
      compare(TITLE, 'ms', whole, 'the same rows written alone', written),
      compare('the same rows written alone', 'ms', written, 'packed, a page to a record', packed),
      compare(BY_LINE, 'ms', wholeByLine, 'the same pages thrown away', fetchedByLine),
      compare(BY_LINE, 'ms', wholeByLine, 'the same rows written alone', written),
    ];
  },
};

const TITLE = `first sync of ${MESSAGES} headers`;
const BY_LINE = `${TITLE} over a line of ${(LINE.bytesPerSecond * 8) / 1_000_000} Mbit/s`;

async function inWindow<T>(context: BenchContext, act: (retinue: Retinue) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
  const retinue = await started(context, path.join(folder, 'retinue'));
  try {
    return await act(retinue);
  } finally {
    await retinue.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** As a person has it: the account is added, its folder fills, the window shows it and the search index follows. */
async function engine(retinue: Retinue, server: TestServer): Promise<number> {
  const { page } = retinue;
  const from = performance.now();
  await addAccount(retinue, server);
  const folderId = folderIdOf(await accountId(retinue), LARGE_PATH);
  const listed = () => page.evaluate((id) => window.probe.complete(id), folderId);
  await until(page, listed, 'all rows', PATIENCE_MS);
  return performance.now() - from;
}

type RunHalf = (half: HalfAsked['half']) => Promise<number>;

/** A window whose engine is the halves, on the same account. */
async function halvesIn(retinue: Retinue, server: TestServer): Promise<RunHalf> {
  const { page } = retinue;
  const code = await scriptOf('halves-worker.ts');
  await page.addInitScript(`window.halvesCode = ${JSON.stringify(code)};\n${await scriptOf('halves.ts')}`);
  await page.reload();
  await addAccount(retinue, server);
  const asked = { accountId: await accountId(retinue), folder: `${LARGE_PATH}/` };
  return async (half) => {
    const { ms, rows } = await page.evaluate((args) => window.halves.run(args), { ...asked, half });
    if (rows < MESSAGES) throw new Error(`${rows} rows in place of ${MESSAGES}`);
    return ms;
  };
}

async function halves(retinue: Retinue, server: TestServer) {
  const run = await halvesIn(retinue, server);
  return { fetch: await run('fetch'), write: await run('write'), pack: await run('pack') };
}

async function fetchAlone(retinue: Retinue, server: TestServer): Promise<number> {
  return (await halvesIn(retinue, server))('fetch');
}
