import { type BrowserWindow, nativeTheme } from 'electron';
import { createInTurn } from '../../shared/in-turn.ts';
import { accentCss, type AccentSource } from './accent.ts';
import { type Settings, TEXT_SIZES } from '../../shared/settings/settings.ts';

/** Light or dark, the accent and the size of text, in every window, those to come included. */
export interface Look {
  /** Keeps a window's text at the chosen size. */
  readonly follow: (window: BrowserWindow) => void;
  readonly apply: (settings: Looks) => void;
}
type Looks = Pick<Settings, 'theme' | 'textSize' | 'accent'>;

/** Windows on one address share a zoom in Chromium, which forgets it when a page is loaded anew: it is set again then. */
export function createLook(first: Looks, accent: AccentSource, onFault: (thrown: unknown) => void): Look {
  /** Each window, with the sheet that has its accent; null: it has Retinue's. */
  const windows = new Map<BrowserWindow, string | null>();
  const inTurn = createInTurn();
  let isSystems = first.accent === 'system';
  let factor = first.textSize / 100;
  nativeTheme.themeSource = first.theme;
  const size = (window: BrowserWindow) => {
    if (!window.isDestroyed()) window.webContents.setZoomFactor(factor);
  };
  const changeSheet = async (window: BrowserWindow) => {
    const before = windows.get(window);
    if (before === undefined) return;
    if (before !== null) await window.webContents.removeInsertedCSS(before);
    const colour = isSystems ? accent.now() : null;
    const sheet = colour === null ? null : await window.webContents.insertCSS(accentCss(colour));
    if (windows.has(window)) windows.set(window, sheet);
  };
  const tint = (window: BrowserWindow) =>
    void inTurn(() => changeSheet(window)).catch((thrown: unknown) => {
      // Of one that was closed meanwhile nobody sees the colour.
      if (windows.has(window)) onFault(thrown);
    });
  const tintAll = () => {
    for (const window of windows.keys()) tint(window);
  };
  accent.onChange(tintAll);
  return {
    follow(window) {
      windows.set(window, null);
      window.on('closed', () => windows.delete(window));
      window.webContents.on('dom-ready', () => {
        size(window);
        // What was put into the page before went with that page.
        windows.set(window, null);
        tint(window);
      });
    },
    apply({ theme, textSize, accent: chosen }) {
      nativeTheme.themeSource = theme;
      factor = textSize / 100;
      for (const window of windows.keys()) size(window);
      if (isSystems === (chosen === 'system')) return;
      isSystems = chosen === 'system';
      tintAll();
    },
  };
}

/** The next size of text; 0: the usual one. Stays at the ends. */
export function steppedSize(size: number, by: -1 | 0 | 1): number {
  if (by === 0) return 100;
  const next = by > 0 ? TEXT_SIZES.find((each) => each > size) : TEXT_SIZES.findLast((each) => each < size);
  return next ?? size;
}
