import { BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron';
import { INDEX_URL } from './own-page.ts';
import type { Opening } from './message-windows.ts';
import { keepWindowState, onScreens, readWindowState, watchWindowState } from './window-state.ts';

export interface WindowOptions {
  readonly preload: string;
  /** Passed to the preload on its command line: small facts, no secrets. */
  readonly facts: readonly string[];
  readonly stateFile: string;
  readonly devTools: boolean;
  /** False while the application quits: then closing closes. */
  readonly hideInsteadOfClose: () => boolean;
  readonly onProblem: (thrown: unknown) => void;
}

/** The main window. */
export function createMainWindow(options: WindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const state = readWindowState(options.stateFile, screens);
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...(state === null ? {} : { x: state.x, y: state.y, width: state.width, height: state.height }),
    minWidth: 480,
    minHeight: 360,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161719' : '#ffffff', // ux: surface.read
    webPreferences: pagePreferences(options),
  });
  if (state?.maximised) window.maximize();
  showOnce(window, () => window.show());
  window.on('close', (event) => {
    if (!options.hideInsteadOfClose()) return;
    event.preventDefault();
    window.hide();
  });
  keepWindowState(window, options.stateFile, options.onProblem);
  window.loadURL(INDEX_URL).catch((thrown: unknown) => {
    if (!window.isDestroyed()) options.onProblem(thrown); // closed while it was loading: nobody waits for it
  });
  return window;
}

/** A page that has loaded is drawn within this. */
const DRAWN_MS = 1000;

/** Shows a new window once it is drawn. On a busy machine Electron now and then never says so: what has loaded is shown then. */
function showOnce(window: BrowserWindow, show: () => void): void {
  let isShown = false;
  const once = () => {
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    show();
  };
  window.once('ready-to-show', once);
  window.webContents.once('did-finish-load', () => setTimeout(once, DRAWN_MS));
}

/** A window to write one message in. It takes its last place from nobody: it opens beside the others. */
export function createComposeWindow(
  options: Pick<WindowOptions, 'preload' | 'facts' | 'devTools' | 'onProblem'>,
  url: string,
): BrowserWindow {
  const window = new BrowserWindow({
    width: 920,
    height: 840,
    minWidth: 420,
    minHeight: 400,
    show: false,
    title: 'Retinue',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161719' : '#ffffff',
    // Whether it is checked, and in which languages, is the session's matter (spelling.ts).
    webPreferences: { ...pagePreferences(options), spellcheck: true },
  });
  // The application's menu speaks of the main window, and its keys would be taken from the editor (Ctrl+U, Ctrl+K).
  if (process.platform !== 'darwin') window.removeMenu();
  showOnce(window, () => window.show());
  window.loadURL(url).catch((thrown: unknown) => {
    if (!window.isDestroyed()) options.onProblem(thrown);
  });
  return window;
}

/** Each further window stands a little below the one before, so that both can be seen. */
const CASCADE = 28;

/** A window to read one message in: where it was when Retinue ended, or beside where the last one was. */
export function createMessageWindow(
  options: Omit<WindowOptions, 'hideInsteadOfClose'>,
  url: string,
  { nth, place, onMoved }: Opening,
): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const state = place ? onScreens(place, screens) : readWindowState(options.stateFile, screens);
  const shift = place ? 0 : nth * CASCADE;
  const window = new BrowserWindow({
    width: state?.width ?? 860,
    height: state?.height ?? 760,
    ...(state === null ? {} : { x: state.x + shift, y: state.y + shift }),
    minWidth: 420,
    minHeight: 320,
    show: false,
    title: 'Retinue',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161719' : '#ffffff',
    webPreferences: pagePreferences(options),
  });
  if (state?.maximised) window.maximize();
  // One that comes back by itself takes the keyboard from nobody.
  showOnce(window, () => (place ? window.showInactive() : window.show()));
  keepWindowState(window, options.stateFile, options.onProblem);
  watchWindowState(window, onMoved);
  window.loadURL(url).catch((thrown: unknown) => {
    if (!window.isDestroyed()) options.onProblem(thrown);
  });
  return window;
}

/**
 * Everything that could let a page reach Node or the network is spelled out, also where it is the default: this is the
 * list that a reader checks.
 */
function pagePreferences({
  preload,
  facts,
  devTools,
}: Pick<WindowOptions, 'preload' | 'facts' | 'devTools'>): WebPreferences {
  return {
    preload,
    additionalArguments: [...facts],
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools,
    // The engine works in the main window's worker, also while that is hidden; a composer saves while it is covered.
    backgroundThrottling: false,
  };
}

/** The page sees no keys while the focus is in a message's own frame; it is told of Escape and knows where the focus is. */
export function watchEscape(window: BrowserWindow, pressed: () => void): void {
  window.webContents.on('before-input-event', (_event, { type, key }) => {
    if (type === 'keyDown' && key === 'Escape') pressed();
  });
}

/** Brings the window to the front, from wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
