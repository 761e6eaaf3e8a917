import path from 'node:path';
import { type BrowserWindow, app, dialog, session, shell } from 'electron';
import { toFailure } from '../../shared/errors.ts';
import { english } from '../../shared/language/say.ts';
import { createBackUpCommands } from './backup/commands.ts';
import { serveAppScheme } from './app-scheme.ts';
import { createCalls } from './calls.ts';
import { createComposers } from './composers.ts';
import { createCrashCount } from './crash-count.ts';
import { composeUrl } from './own-page.ts';
import { createNotices } from './notices.ts';
import { noticeSystem } from './notice-system.ts';
import { createMailtoHandling, createMailtoLinks } from './mailto.ts';
import { onPortRequest, serveCalls, serveDrops } from './ipc.ts';
import { startPreferences } from './preferences.ts';
import { electronUpdates } from './updates/electron-updates.ts';
import { lookDaily } from './updates/look-daily.ts';
import { showSpellingMenu } from './spelling-menu.ts';
import { print, printError } from './print.ts';
import { type Services, startServices } from './services.ts';
import { type Smoke, createSmoke } from './smoke.ts';
import type { Switches } from './switches.ts';
import { type WindowLink, createWindowLink } from './window-link.ts';
import { keepPageAlive } from './window-recovery.ts';
import { hardenContents, hardenSession } from './window-security.ts';
import { createComposeWindow, createMainWindow, showWindow, watchEscape } from './window.ts';

const out = path.join(import.meta.dirname, '..');

export interface Application {
  readonly show: () => void;
  /** Begins a message to the address of a `mailto:` link. */
  readonly write: (url: string) => void;
  /** Shows a message file. */
  readonly read: (file: string) => void;
  /** From now on closing the window closes it. Resolves when what is being written is on disk. */
  readonly beginQuit: () => Promise<void>;
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
    onDraftBack: (id) => composers.open(id),
    onDemoFailed: (sentence) => {
      onProblem(sentence);
      void smoke.failed(sentence);
    },
  });
  const { demo, network, folders, settings } = services;
  const preferences = startPreferences(settings, onProblem);
  const updates = electronUpdates((state) => link.emit('updates.changed', state));
  if (!switches.smoke) lookDaily(updates, () => settings.now().updates);
  const openExternal = (url: string) => shell.openExternal(url);
  const page = pageOf(switches);
  const notices = createNotices({
    system: noticeSystem(),
    onOutbox() {
      show();
      link.emit('menu.command', { command: 'outbox' });
    },
    onMail({ folderId, messageId }) {
      show();
      link.emit('mail.open', { folderId, messageId });
    },
    quiet: () => settings.now().quiet,
    now: () => new Date(),
    later: (ms, act) => void setTimeout(act, ms).unref(),
    say: english(app.getLocale()),
  });
  const mailto = createMailtoLinks(() => link.emit('mailto.waiting', null));
  const calls = createCalls({
    ...services,
    ...preferences,
    updates,
    takeMailto: mailto.take,
    smoke,
    notices,
    openExternal,
    openComposer: (id) => composers.open(id),
  });
  const composers = createComposers({
    openWindow(id) {
      const window = keptAlive(createComposeWindow(page, composeUrl(id)), onProblem);
      preferences.follow(window);
      showSpellingMenu(window);
      return window;
    },
    network,
    calls,
  });
  serveCalls((contents) => (contents === link.contents() ? calls : composers.handlersOf(contents)));
  serveDrops(
    (contents) => contents === link.contents(),
    (paths) => services.mailFiles.dropped(paths),
  );
  // What is stored is shown at once; the way to the servers opens when the demo account has its address for this start.
  const demoSettled = demo?.first ?? Promise.resolve(null);
  onPortRequest(
    (contents) => contents === link.contents() || composers.handlersOf(contents) !== null,
    (contents) => {
      if (contents === link.contents()) void demoSettled.then(() => network.connect());
      else composers.connect(contents);
    },
  );

  let quitting = false;
  const window = keptAlive(
    createMainWindow({ ...page, stateFile: folders.window, hideInsteadOfClose: () => !quitting }),
    onProblem,
  );
  link.attach(window);
  preferences.follow(window);
  watchEscape(window, () => link.emit('menu.command', { command: 'leave-text' }));
  const show = () => showWindow(window);
  preferences.keepMenu({
    command: (command) => link.emit('menu.command', { command }),
    showWindow: show,
    isMac: process.platform === 'darwin',
    devTools: !app.isPackaged,
    mailto: mailtoMenu(onProblem),
    backUps: backUpsOf(services, window),
    isOffline: () => services.accounts.isOffline(),
  });
  const beginQuit = () => {
    quitting = true;
    return composers.closeAll();
  };
  const write = (url: string) => {
    show();
    mailto.add(url);
  };
  const read = (file: string) => {
    show();
    services.mailFiles.open(file);
  };
  return { show, write, read, beginQuit, stop: services.stop };
}

function backUpsOf({ folders, accounts }: Services, window: BrowserWindow) {
  const filters = [{ name: 'Retinue', extensions: ['tar.gz', 'gz'] }];
  return createBackUpCommands({
    folders,
    accounts: () => accounts.list().filter(({ demo }) => !demo).length,
    now: Date.now,
    say: english(app.getLocale()),
    async askWhere(name) {
      const defaultPath = path.join(app.getPath('documents'), name);
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
      return canceled || filePath === '' ? null : filePath;
    },
    async askArchive() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters,
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    tell: async (message) => void (await dialog.showMessageBox(window, { message })),
    async askRestart(message) {
      const buttons = ['Restart now', 'Later'];
      return (await dialog.showMessageBox(window, { message, buttons, cancelId: 1 })).response === 0;
    },
    restart() {
      app.relaunch();
      app.quit();
    },
    // A length that nobody knows.
    busy: (isBusy) => window.setProgressBar(isBusy ? 2 : -1),
  });
}

function mailtoMenu(onProblem: (sentence: string) => void) {
  const { isOurs, toggle } = createMailtoHandling(app);
  return {
    isOurs,
    toggle() {
      try {
        toggle();
      } catch (thrown) {
        onProblem(toFailure(thrown).sentence);
      }
    },
  };
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

function pageOf(switches: Switches) {
  const reports = switches.smoke || switches.screenshot !== null;
  return {
    preload: path.join(out, 'preload/index.cjs'),
    facts: [`--retinue-version=${app.getVersion()}`, ...(reports ? ['--retinue-smoke'] : [])],
    devTools: !app.isPackaged,
    onProblem: (thrown: unknown) => printError(String(thrown)),
  };
}

function keptAlive(window: BrowserWindow, onProblem: (sentence: string) => void): BrowserWindow {
  keepPageAlive(window.webContents, createCrashCount(Date.now), onProblem);
  return window;
}

/** In a smoke nobody is there to press a button. */
function tell(sentence: string, { smoke }: Switches): void {
  printError(sentence);
  if (!smoke) void dialog.showMessageBox({ type: 'warning', message: sentence });
}
