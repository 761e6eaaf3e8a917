import { type BrowserWindow, nativeTheme } from 'electron';
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
export function createLook(first: Looks, accent: AccentSource): Look {
  /** Each window, with what takes its own accent away again. */
  const windows = new Map<BrowserWindow, () => void>();
  let isSystems = first.accent === 'system';
  let factor = first.textSize / 100;
  nativeTheme.themeSource = first.theme;
  const size = (window: BrowserWindow) => {
    if (!window.isDestroyed()) window.webContents.setZoomFactor(factor);
  };
  const tint = async (window: BrowserWindow) => {
    const { webContents } = window;
    windows.get(window)?.();
    const colour = isSystems ? accent.now() : null;
    if (colour === null) return void windows.set(window, () => {});
    const key = await webContents.insertCSS(accentCss(colour));
    if (windows.has(window))
      windows.set(window, () => void webContents.removeInsertedCSS(key).catch(() => {}));
  };
  const tintAll = () => {
    for (const window of windows.keys()) if (!window.isDestroyed()) void tint(window);
  };
  accent.onChange(tintAll);
  return {
    follow(window) {
      windows.set(window, () => {});
      window.on('closed', () => windows.delete(window));
      window.webContents.on('dom-ready', () => {
        size(window);
        // What was put into the page before went with that page.
        windows.set(window, () => {});
        void tint(window);
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
