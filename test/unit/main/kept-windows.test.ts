import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKeptList } from '../../../electron/main/kept-list.ts';
import {
  createKeptWindows,
  type OpenWindow,
  openWindowsSchema,
} from '../../../electron/main/kept-windows.ts';
import { storedJson } from '../../../electron/main/stored-json.ts';
import { onScreens } from '../../../electron/main/window-state.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-windows-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PLACE = { x: 40, y: 50, width: 860, height: 760, maximised: false };
const never = (thrown: unknown) => {
  throw new Error(`told: ${String(thrown)}`);
};

async function start(onProblem: (thrown: unknown) => void = never) {
  const file = storedJson<OpenWindow[]>(path.join(folder, 'windows.json'), openWindowsSchema, () => 1);
  return createKeptWindows(await openKeptList(file, never), onProblem);
}

it('windows that are open at the end come back where they were, each once; those closed by hand do not', async () => {
  const first = await start();
  expect(first.take()).toEqual([]);
  first.stands('a|/1', PLACE);
  first.stands('a|/2', PLACE);
  first.stands('a|/3', PLACE);
  first.closed('a|/2');
  first.stands('a|/3', { ...PLACE, x: 400, maximised: true });
  await first.end();
  first.closed('a|/1'); // all of them close when Retinue ends
  first.closed('a|/3');

  const second = await start();
  expect(second.take()).toEqual(['a|/1', 'a|/3']);
  expect(second.take()).toEqual([]);
  expect(second.placeOf('a|/3')).toMatchObject({ x: 400, maximised: true });
  expect(second.placeOf('a|/3')).toBeNull();
  expect(second.placeOf('a|/2')).toBeNull();
  // Those that were taken and did not open are gone.
  second.stands('a|/3', PLACE);
  await second.end();
  expect((await start()).take()).toEqual(['a|/3']);
});

it('a start that ends before anybody asked loses none, and the last ten are enough', async () => {
  const first = await start();
  for (let nth = 1; nth <= 12; nth += 1) first.stands(`a|/${nth}`, PLACE);
  await first.end();
  await (await start()).end();
  const ids = (await start()).take();
  expect(ids).toHaveLength(10);
  expect(ids[0]).toBe('a|/3');
  expect(ids[9]).toBe('a|/12');
});

it('what could not be written is told, and the end comes all the same', async () => {
  const told: unknown[] = [];
  const kept = await start((thrown) => told.push(thrown));
  await rm(folder, { recursive: true });
  kept.stands('a|/1', PLACE);
  await kept.end();
  expect(told).toHaveLength(2);
});

it('a window is whole on a screen that is there', () => {
  const left = { x: 0, y: 0, width: 1920, height: 1080 };
  const right = { x: 1920, y: 0, width: 1280, height: 720 };
  expect(onScreens(PLACE, [left, right])).toEqual(PLACE);
  // The screen on the right is gone.
  expect(onScreens({ ...PLACE, x: 2000 }, [left])).toEqual({ ...PLACE, x: 1060 });
  // Most of it is on the right one, which is lower than the window.
  expect(onScreens({ ...PLACE, x: 1800, y: -30, height: 900 }, [left, right])).toEqual({
    ...PLACE,
    x: 1920,
    y: 0,
    height: 720,
  });
  // Nowhere near: the first.
  expect(onScreens({ ...PLACE, x: -5000, y: 9000 }, [left, right])).toEqual({ ...PLACE, x: 0, y: 320 });
});
