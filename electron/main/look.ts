import { type BrowserWindow, nativeTheme } from 'electron';
import { type Settings, TEXT_SIZES } from '../../shared/settings/settings.ts';

/** Light or dark and the size of text, in every window, those to come included. */
export interface Look {
  /** Keeps a window's text at the chosen size. */
  readonly follow: (window: BrowserWindow) => void;
  readonly apply: (settings: Pick<Settings, 'theme' | 'textSize'>) => void;
}

/** Windows on one address share a zoom in Chromium, which forgets it when a page is loaded anew: it is set again then. */
export function createLook(first: Pick<Settings, 'theme' | 'textSize'>): Look {
  const windows = new Set<BrowserWindow>();
  let factor = first.textSize / 100;
  nativeTheme.themeSource = first.theme;
  const size = (window: BrowserWindow) => {
    if (!window.isDestroyed()) window.webContents.setZoomFactor(factor);
  };
  return {
    follow(window) {
      windows.add(window);
      window.on('closed', () => windows.delete(window));
      window.webContents.on('dom-ready', () => size(window));
    },
    apply({ theme, textSize }) {
      nativeTheme.themeSource = theme;
      factor = textSize / 100;
      for (const window of windows) size(window);
    },
  };
}

/** The next size of text; 0: the usual one. Stays at the ends. */
export function steppedSize(size: number, by: -1 | 0 | 1): number {
  if (by === 0) return 100;
  const next = by > 0 ? TEXT_SIZES.find((each) => each > size) : TEXT_SIZES.findLast((each) => each < size);
  return next ?? size;
}
