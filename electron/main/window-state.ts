import { readFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import * as v from 'valibot';
import { writeAtomically } from './write-atomically.ts';

const number = v.pipe(v.number(), v.integer());
const schema = v.object({ x: number, y: number, width: number, height: number, maximised: v.boolean() });
export type WindowState = v.InferOutput<typeof schema>;

/** Waits for the end of a drag before it writes. */
const SETTLE_MS = 500;

/** The last size and place, or null at the first start, after damage, or when no screen shows it any more. */
export function readWindowState(file: string, screens: readonly Rectangle[]): WindowState | null {
  try {
    const state = v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => overlap(screen, state)) ? state : null;
  } catch {
    return null; // losing the place of a window is no news to anybody
  }
}

/** At least a title bar's worth of the window must be on the screen to drag it back by. */
function overlap(screen: Rectangle, window: Rectangle): boolean {
  const width = Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x);
  const height = Math.min(screen.y + screen.height, window.y + window.height) - Math.max(screen.y, window.y);
  return width >= 100 && height >= 100;
}

/** Writes the state down after it has changed. */
export function keepWindowState(
  window: BrowserWindow,
  file: string,
  onProblem: (thrown: unknown) => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    if (window.isDestroyed()) return;
    const state: WindowState = { ...window.getNormalBounds(), maximised: window.isMaximized() };
    writeAtomically(file, JSON.stringify(state)).catch(onProblem);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(write, SETTLE_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('closed', () => clearTimeout(timer));
}
