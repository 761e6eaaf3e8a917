import path from 'node:path';
import { type BrowserWindow, app, dialog, session, shell } from 'electron';
import { serveAppScheme } from './app-scheme.ts';
import { createCalls } from './calls.ts';
import { createCrashCount } from './crash-count.ts';
import { onPortRequest, serveCalls } from './ipc.ts';
import { setMenu } from './menu.ts';
import { print, printError } from './print.ts';
import { startServices } from './services.ts';
import { type Smoke, createSmoke } from './smoke.ts';
import type { Switches } from './switches.ts';
import { type WindowLink, createWindowLink } from './window-link.ts';
import { keepPageAlive } from './window-recovery.ts';
import { hardenContents, hardenSession } from './window-security.ts';
import { createMainWindow, showWindow, watchEscape } from './window.ts';

const out = path.join(import.meta.dirname, '..');

export interface Application {
  readonly show: () => void;
  /** From now on closing the window closes it. */
  readonly beginQuit: () => void;
  /** Ends the processes and removes private copies. */
  readonly stop: () => void;
}

/** Puts the application together. Runs after Electron's 'ready' and with the single-instance lock held. */
export async function startApplication(
  switches: Switches,
  exit: (status: number) => void,
): Promise<Application> {
  const link = createWindowLink();
  protect(link);
  const smoke = smokeOf(switches, link, exit);
  const onProblem = (sentence: string) => tell(sentence, switches);
  const services = await startServices({
    switches,
    link,
    onProblem,
    onDemoFailed: (sentence) => {
      onProblem(sentence);
      void smoke.failed(sentence);
    },
  });
  const { demo, network, folders } = services;
  const openExternal = (url: string) => shell.openExternal(url);
  serveCalls(createCalls({ ...services, smoke, openExternal }), link.contents);
  // What is stored is shown at once; the way to the servers opens when the demo account has its address for this start.
  const demoSettled = demo?.first ?? Promise.resolve(null);
  onPortRequest(link.contents, () => void demoSettled.then(() => network.connect()));

  let quitting = false;
  const window = openWindow(switches, folders.window, () => !quitting);
  link.attach(window);
  keepPageAlive(window.webContents, createCrashCount(Date.now), onProblem);
  watchEscape(window, () => link.emit('menu.command', { command: 'leave-text' }));
  const show = () => showWindow(window);
  setMenu({
    command: (command) => link.emit('menu.command', { command }),
    showWindow: show,
    isMac: process.platform === 'darwin',
    devTools: !app.isPackaged,
  });
  const beginQuit = () => {
    quitting = true;
  };
  return { show, beginQuit, stop: services.stop };
}

function protect(link: WindowLink): void {
  hardenSession(session.defaultSession);
  serveAppScheme(session.defaultSession, path.join(out, 'renderer'));
  app.on('web-contents-created', (_event, contents) =>
    hardenContents(contents, {
      clicked: (url) => link.emit('link.clicked', { url }),
      hover: (url) => link.emit('link.hover', { url }),
    }),
  );
}

function smokeOf(switches: Switches, link: WindowLink, exit: (status: number) => void): Smoke {
  return createSmoke({
    quits: switches.smoke,
    screenshot: switches.screenshot,
    capture: link.picture,
    print,
    exit,
    uptime: () => process.uptime(),
    electron: process.versions.electron,
  });
}

function openWindow(switches: Switches, stateFile: string, hideInsteadOfClose: () => boolean): BrowserWindow {
  const reports = switches.smoke || switches.screenshot !== null;
  return createMainWindow({
    preload: path.join(out, 'preload/index.cjs'),
    facts: [`--retinue-version=${app.getVersion()}`, ...(reports ? ['--retinue-smoke'] : [])],
    stateFile,
    devTools: !app.isPackaged,
    hideInsteadOfClose,
    onProblem: (thrown) => printError(String(thrown)),
  });
}

/** In a smoke nobody is there to press a button. */
function tell(sentence: string, { smoke }: Switches): void {
  printError(sentence);
  if (!smoke) void dialog.showMessageBox({ type: 'warning', message: sentence });
}
