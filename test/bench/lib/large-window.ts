import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { launch, type Retinue } from '../../app/launch.ts';
import type { BenchContext } from './bench.ts';
import { scriptOf } from './window/bundle.ts';
import type {} from './window/probe.ts';

/** Starts the built application on a folder of data, without the demo account, with the probe in its window. */
export async function started({ electron, env }: BenchContext, userData: string): Promise<Retinue> {
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const retinue = await launch({ binary: electron }, userData, ['--no-demo'], {
    env: Object.fromEntries(set) as Record<string, string>,
    // What is measured is what people have.
    asIs: true,
    // The scripts of the bench are not the application's own.
    bypassCSP: true,
  });
  await retinue.page.evaluate(await scriptOf('probe.ts'));
  return retinue;
}

/** The only account's id. */
export async function accountId({ page }: Retinue): Promise<string> {
  const answer = await page.evaluate(() => window.retinue.call('accounts.list', null));
  const id = answer.ok ? answer.value[0]?.id : undefined;
  if (id === undefined) throw new Error('there is no account');
  return id;
}

/** MiB of the process that draws the window and runs the engine. */
export interface Memory {
  /** All that is resident, the program's own file and libraries included: what a task manager shows. */
  readonly resident: number;
  /** The same with shared pages divided among those who share them; null where the system does not say. */
  readonly proportional: number | null;
}

export async function memoryOf({ app }: Retinue): Promise<Memory> {
  const tabs = await app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab')
      .map(({ pid, memory }) => ({ pid, kib: memory.workingSetSize })),
  );
  const [largest] = tabs.sort((a, b) => b.kib - a.kib);
  if (!largest) throw new Error('the window has no process');
  const smaps = await readFile(`/proc/${largest.pid}/smaps_rollup`, 'utf8').catch(() => '');
  const pss = /^Pss:\s+(\d+) kB/m.exec(smaps)?.[1];
  return { resident: largest.kib / 1024, proportional: pss === undefined ? null : Number(pss) / 1024 };
}

/** Clicks a folder of the tree; ms from the click to the frame that shows its rows. */
export async function open(page: Page, folder: string): Promise<number> {
  const shown = page.evaluate((name) => window.probe.opened(name), folder);
  await page.getByRole('treeitem', { name: new RegExp(`^${folder}`) }).click();
  return shown;
}

/** How long the frames were while something was done, ms. */
export async function framesOf(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => window.probe.startFrames());
  await act();
  return page.evaluate(() => window.probe.stopFrames());
}

/** Turns the wheel over the list so often, so far each time; a notch of a usual mouse is 120 px. */
export async function wheel(page: Page, times: number, px: number): Promise<void> {
  const { left, top, height } = await viewOf(page);
  await page.mouse.move(left + 100, top + height / 2);
  for (let turn = 0; turn < times; turn += 1) await page.mouse.wheel(0, px);
}

/** Drags the thumb of the scroll bar to places (0 to 1) one after the other; ms until rows are there, each time. */
export async function drag(page: Page, places: readonly number[]): Promise<readonly number[]> {
  const { right, top, height } = await viewOf(page);
  const x = right - 6; // the splitter lies over the outer half of the bar
  await page.mouse.move(x, top + 4);
  await page.mouse.down();
  const times: number[] = [];
  for (const place of places) {
    const since = await page.evaluate(() => window.probe.now());
    await page.mouse.move(x, top + 4 + place * (height - 8));
    times.push(await page.evaluate((from) => window.probe.settled(from), since));
  }
  await page.mouse.up();
  return times;
}

async function viewOf(page: Page): Promise<{ left: number; right: number; top: number; height: number }> {
  const box = await page.locator('.list-scroll').last().boundingBox();
  if (!box) throw new Error('the list is not shown');
  return { left: box.x, right: box.x + box.width, top: box.y, height: box.height };
}

/** Asks the window until it says so. */
export async function until(
  page: Page,
  done: () => Promise<boolean>,
  what: string,
  ms: number,
): Promise<void> {
  for (const from = performance.now(); performance.now() - from < ms; ) {
    if (await done()) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`waited in vain for: ${what}`);
}
