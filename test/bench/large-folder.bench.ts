import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { addAccount, type Retinue, type TestServer } from '../app/launch.ts';
import { folderIdOf } from '../../renderer/store/rows.ts';
import { type Bench, type BenchContext, type Comparison, compare, spread } from './lib/bench.ts';
import { LARGE, LARGE_PATH, largeServer, SMALL } from './lib/large-mailbox.ts';
import {
  accountId,
  drag,
  framesOf,
  type Memory,
  memoryOf,
  open,
  started,
  until,
  wheel,
} from './lib/large-window.ts';

const MESSAGES = 100_000;
const OPENINGS = 30;
const DRAGS = 60;
const NOTCHES = 300;
const NOTCH_PX = 120;
/** So many turns lead from the top of the list to the bottom. */
const LEAPS = 1000;
const LONG_FRAME_MS = 50;
/** After every row of it was read, what they left is given back in idle time. */
const REST_MS = 20_000;
/** Listing 100,000 messages on a busy machine takes its time. */
const PATIENCE_MS = 900_000;
const PLAIN = 'a list of plain rows over it';

/**
 * A folder of 100,000 messages in the real window: the application syncs them from a mock in this process, then the
 * folder is opened and scrolled as a person would, by real events; beside it stand a folder of 40 messages and a list of
 * as many plain rows, in the same window.
 */
export const largeFolder: Bench = {
  name: 'large-folder',
  title: `a folder of ${MESSAGES} messages in the real window: opening, scrolling, memory`,
  isLong: true,
  async run(context) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
    const server = await largeServer(MESSAGES);
    try {
      const first = await synced(context, folder, server);
      const second = await started(context, path.join(folder, 'retinue'));
      try {
        return [...first, ...(await measured(second))];
      } finally {
        await second.close();
      }
    } finally {
      await server.mock.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  },
};

/** The store is filled by the application itself: all rows, all bodies that it fetches ahead, and the search index. */
async function synced(
  context: BenchContext,
  folder: string,
  server: TestServer,
): Promise<readonly Comparison[]> {
  const retinue = await started(context, path.join(folder, 'retinue'));
  const { page } = retinue;
  try {
    const empty = await memoryOf(retinue);
    const from = performance.now();
    await addAccount(retinue, server, 'file');
    const folderId = folderIdOf(await accountId(retinue), LARGE_PATH);
    const listed = () => page.evaluate((id) => window.probe.complete(id), folderId);
    await until(page, listed, 'all rows', PATIENCE_MS);
    const seconds = (performance.now() - from) / 1000;
    console.log(`  listed: ${Math.round(MESSAGES / seconds)} rows a second`);
    const indexed = async () => (await page.evaluate(() => window.probe.count('marks'))) === 0;
    await until(page, indexed, 'the search index', PATIENCE_MS);
    console.log(`  indexed after ${Math.round((performance.now() - from) / 1000)} s`);
    return memories('after the first sync', await memoryOf(retinue), 'without an account', empty);
  } finally {
    await retinue.close();
  }
}

function memories(when: string, ours: Memory, peerWhen: string, peer: Memory): readonly Comparison[] {
  const name = `the same window ${peerWhen}`;
  const resident = compare(`renderer ${when}, resident`, 'MiB', [ours.resident], name, [peer.resident]);
  if (ours.proportional === null || peer.proportional === null) return [resident];
  const shared = [ours.proportional, name, peer.proportional] as const;
  return [
    resident,
    compare(`renderer ${when}, shared pages divided`, 'MiB', [shared[0]], shared[1], [shared[2]]),
  ];
}

async function measured(retinue: Retinue): Promise<readonly Comparison[]> {
  const { page } = retinue;
  const openings = await opened(retinue);
  const atRest = await memoryOf(retinue);
  const gentle = { what: `wheel, ${NOTCHES} notches`, turn: () => wheel(page, NOTCHES, NOTCH_PX) };
  // Not the number of messages times a row's height: a conversation is one row.
  const height = await page.locator('.list-scroll').evaluate(({ scrollHeight }) => scrollHeight);
  const whole = { what: 'wheel, top to bottom', turn: () => wheel(page, LEAPS, height / LEAPS) };
  const scrolled: Comparison[] = [];
  for (const { what, turn } of [gentle, whole]) {
    const [ours, plain] = await besidePlain(retinue, () => framesOf(page, turn));
    scrolled.push(...frames(what, ours, plain));
  }
  scrolled.push(...(await dragged(retinue)));
  await page.waitForTimeout(REST_MS);
  const scrolledThrough = await memoryOf(retinue);
  await open(page, SMALL);
  const small = await memoryOf(retinue);
  const peer = 'with a folder of 40 open';
  return [
    ...openings,
    ...scrolled,
    ...memories('with the folder open', atRest, peer, small),
    ...memories(`${REST_MS / 1000} s after it was scrolled through`, scrolledThrough, peer, small),
  ];
}

async function dragged(retinue: Retinue): Promise<readonly Comparison[]> {
  const { page } = retinue;
  const places = Array.from({ length: DRAGS }, (_, n) => ((n + 1) * 0.618034) % 1);
  const [ours, plain] = await besidePlain(retinue, async () => {
    let times: readonly number[] = [];
    const taken = await framesOf(page, async () => {
      times = await drag(page, places);
    });
    return { frames: taken, times };
  });
  return [
    ...frames('scroll bar, to random places', ours.frames, plain.frames),
    ...spread('from a place of the scroll bar to its rows', ours.times, PLAIN, plain.times),
  ];
}

async function opened({ page }: Retinue): Promise<readonly Comparison[]> {
  const large: number[] = [];
  const small: number[] = [];
  await open(page, SMALL);
  for (let n = 0; n < OPENINGS; n += 1) {
    large.push(await open(page, LARGE));
    small.push(await open(page, SMALL));
  }
  await open(page, LARGE);
  return spread('from the click to rows on the screen', large, 'a folder of 40', small);
}

/** First on the real list, then on plain rows over it, from the top each time. */
async function besidePlain<T>({ page }: Retinue, act: () => Promise<T>): Promise<readonly [T, T]> {
  await page.evaluate(() => document.querySelector('.list-scroll')?.scrollTo(0, 0));
  const ours = await act();
  await page.evaluate(() => window.probe.plainList(true));
  const plain = await act();
  await page.evaluate(() => window.probe.plainList(false));
  return [ours, plain];
}

function frames(what: string, ours: readonly number[], plain: readonly number[]): readonly Comparison[] {
  const long = (all: readonly number[]) =>
    `${all.filter((ms) => ms > LONG_FRAME_MS).length} of ${all.length} over ${LONG_FRAME_MS} ms`;
  return spread(`frame, ${what} (${long(ours)})`, ours, `${PLAIN} (${long(plain)})`, plain);
}
