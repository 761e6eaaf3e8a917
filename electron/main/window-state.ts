import { readFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import * as v from 'valibot';
import { writeAtomically } from './write-atomically.ts';

const number = v.pipe(v.number(), v.integer());
export const windowStateSchema = v.object({
  x: number,
  y: number,
  width: number,
  height: number,
  maximised: v.boolean(),
});
export type WindowState = v.InferOutput<typeof windowStateSchema>;

/** Waits for the end of a drag before it writes. */
const SETTLE_MS = 500;

/** The last size and place, or null at the first start, after damage, or when no screen shows it any more. */
export function readWindowState(file: string, screens: readonly Rectangle[]): WindowState | null {
  try {
    const state = v.parse(windowStateSchema, JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => overlap(screen, state)) ? state : null;
  } catch {
    return null; // losing the place of a window is no news to anybody
  }
}

/** At least a title bar's worth of the window must be on the screen to drag it back by. */
function overlap(screen: Rectangle, window: Rectangle): boolean {
  const { width, height } = shared(screen, window);
  return width >= 100 && height >= 100;
}

/** What both have in common; below 0: how far they are from each other. */
function shared(screen: Rectangle, window: Rectangle): { readonly width: number; readonly height: number } {
  return {
    width: Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x),
    height: Math.min(screen.y + screen.height, window.y + window.height) - Math.max(screen.y, window.y),
  };
}

/** The same window, moved and made smaller as far as needed to be whole on the screen that shows most of it, or else on the first. */
export function onScreens(state: WindowState, screens: readonly Rectangle[]): WindowState {
  const seen = (screen: Rectangle) => {
    const { width, height } = shared(screen, state);
    return Math.max(0, width) * Math.max(0, height);
  };
  const [screen] = [...screens].sort((a, b) => seen(b) - seen(a));
  if (!screen) return state;
  const width = Math.min(state.width, screen.width);
  const height = Math.min(state.height, screen.height);
  const x = Math.min(Math.max(state.x, screen.x), screen.x + screen.width - width);
  const y = Math.min(Math.max(state.y, screen.y), screen.y + screen.height - height);
  return { ...state, x, y, width, height };
}

/** Where a window stands; while it is maximised, where it stood before that. */
export function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), maximised: window.isMaximized() };
}

/** Writes the state down after it has changed. */
export function keepWindowState(
  window: BrowserWindow,
  file: string,
  onProblem: (thrown: unknown) => void,
): void {
  watchWindowState(window, (state) => {
    writeAtomically(file, JSON.stringify(state)).catch(onProblem);
  });
}

/** Tells the state after it has changed, once it rests. */
export function watchWindowState(window: BrowserWindow, changed: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!window.isDestroyed()) changed(stateOf(window));
    }, SETTLE_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('closed', () => clearTimeout(timer));
}
