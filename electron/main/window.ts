import { BrowserWindow, nativeTheme, screen } from 'electron';
import { INDEX_URL } from './own-page.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

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

/**
 * The main window. Everything that could let a page reach Node or the network is spelled out, also where it is the
 * default: this is the list that a reader checks.
 */
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
    webPreferences: {
      preload: options.preload,
      additionalArguments: [...options.facts],
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
      devTools: options.devTools,
      // The engine works in this window's worker, also while the window is hidden.
      backgroundThrottling: false,
    },
  });
  if (state?.maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
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
