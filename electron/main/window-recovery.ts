import type { CrashCount } from './crash-count.ts';
import { type Told, told } from '../../shared/language/told.ts';

/** What this needs of Electron's WebContents. */
export interface Page {
  on(event: 'render-process-gone', listener: (event: unknown, details: { reason: string }) => void): unknown;
  reload(): void;
}

const GAVE_UP = told(
  "Retinue's window stopped five times in five minutes. Retinue does not load it again by itself; nothing is lost on the server. Quit Retinue and start it again to go on.",
);

/** A page that crashed (or was killed for want of memory) is loaded again: it goes on from what is stored. */
export function keepPageAlive(page: Page, crashes: CrashCount, onGaveUp: (problem: Told) => void): void {
  page.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return; // the window closes
    if (crashes.crashed()) onGaveUp(GAVE_UP);
    else page.reload();
  });
}
