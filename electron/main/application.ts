import path from 'node:path';
import {
  BrowserWindow,
  Menu,
  Tray,
  app,
  dialog,
  nativeImage,
  session,
  shell,
  type WebContents,
} from 'electron';
import { toFailure } from '../../shared/errors.ts';
import { sayIn } from '../../shared/language/languages.ts';
import type { Say } from '../../shared/language/say.ts';
import { sayTold, type Told } from '../../shared/language/told.ts';
import type { CallHandlers } from './answer-call.ts';
import { createBackUpCommands } from './backup/commands.ts';
import { serveAppScheme } from './app-scheme.ts';
import { createCalls } from './calls.ts';
import { createComposers } from './composers.ts';
import { createCrashCount } from './crash-count.ts';
import { createNotices } from './notices.ts';
import { noticeSystem } from './notice-system.ts';
import { createMailtoHandling, createMailtoLinks } from './mailto.ts';
import { onPortRequest, sendEvent, serveCalls, serveDrops } from './ipc.ts';
import { startPreferences } from './preferences.ts';
import { electronUpdates } from './updates/electron-updates.ts';
import { lookDaily } from './updates/look-daily.ts';
import { showSpellingMenu } from './spelling-menu.ts';
import { createMessageWindows, type Opening } from './message-windows.ts';
import { composeUrl, messageUrl } from './own-page.ts';
import { messageWindowMenu } from './menu.ts';
import { createMenuTicks } from './menu-ticks.ts';
import { print, printError } from './print.ts';
import { restart } from './restart.ts';
import { type Services, startServices } from './services.ts';
import { type Smoke, createSmoke } from './smoke.ts';
import type { Switches } from './switches.ts';
import { type WindowLink, createWindowLink } from './window-link.ts';
import trayIcon from './tray-icon.png?inline';
import { createTrayPlace, type TrayIcon } from './tray.ts';
import { keepPageAlive } from './window-recovery.ts';
import { hardenContents, hardenSession } from './window-security.ts';
import {
  createComposeWindow,
  createMainWindow,
  createMessageWindow,
  showWindow,
  watchEscape,
} from './window.ts';

const out = path.join(import.meta.dirname, '..');

export interface Application {
  readonly show: () => void;
  /** Begins a message to the address of a `mailto:` link. */
  readonly write: (url: string) => void;
  /** Opens the message of a `retinue:` link. */
  readonly follow: (url: string) => void;
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
  const say = await sayIn(app.getLocale());
  const link = createWindowLink();
  const messages = createMessageWindows({
    openWindow: (id, opening) => openMessageWindow(id, opening),
    kept: () => services.windows,
    handToEngine: link.handToEngine,
    calls: () => calls,
    onLeft: (left) => link.emit('message.left', left),
    onRelay: (relayed) => {
      show();
      link.emit('message.relayed', relayed);
    },
    onFiling: (filing) => link.emit('filing.changed', filing),
  });
  link.alsoTell(messages.emit);
  protect((contents) => (messages.handlersOf(contents) ? contents : link.contents()));
  const smoke = smokeOf(switches, link, exit);
  const onProblem = (problem: Told) => tell(problem, switches, say);
  const services = await startServices({
    say,
    switches,
    link,
    onProblem,
    onDraftBack: (id) => composers.open(id),
    onDemoFailed: (problem) => {
      onProblem(problem);
      void smoke.failed(problem.sentence);
    },
  });
  const { demo, network, folders, settings } = services;
  const preferences = startPreferences(settings, onProblem);
  const updates = electronUpdates(say, (state) => link.emit('updates.changed', state));
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
    say,
  });
  const mailto = createMailtoLinks(() => link.emit('mailto.waiting', null));
  const links = createMailtoLinks(() => link.emit('links.waiting', null));
  const ticks = createMenuTicks(() => Menu.getApplicationMenu());
  const calls = createCalls({
    ...services,
    ...preferences,
    updates,
    ticks,
    restart,
    systemLanguages: () => app.getPreferredSystemLanguages(),
    takeMailto: mailto.take,
    takeLinks: links.take,
    takeWindows: () => services.windows.take(),
    smoke,
    notices,
    openExternal,
    openComposer: (id) => composers.open(id),
    openMessage: (id) => messages.open(id),
  });
  const mainCalls: CallHandlers = {
    ...calls,
    async 'badge.set'(facts) {
      tray.unread(facts.unread);
      return await calls['badge.set'](facts);
    },
    async 'filing.set'({ filing }) {
      await calls['filing.set']({ filing });
      messages.emit('filing.changed', filing);
      return null;
    },
  };
  const composers = createComposers({
    say,
    openWindow(id) {
      const window = keptAlive(createComposeWindow(page, composeUrl(id)), onProblem);
      preferences.follow(window);
      showSpellingMenu(window, say);
      return window;
    },
    network,
    calls,
  });
  serveCalls((contents) =>
    contents === link.contents()
      ? mainCalls
      : (messages.handlersOf(contents) ?? composers.handlersOf(contents)),
  );
  serveDrops(
    (contents) => contents === link.contents(),
    (paths) => services.mailFiles.dropped(paths),
  );
  // What is stored is shown at once; the way to the servers opens when the demo account has its address for this start.
  const demoSettled = demo?.first ?? Promise.resolve(null);
  onPortRequest(
    (contents) =>
      contents === link.contents() ||
      messages.handlersOf(contents) !== null ||
      composers.handlersOf(contents) !== null,
    (contents) => {
      if (messages.handlersOf(contents)) return messages.connect(contents);
      if (contents !== link.contents()) return composers.connect(contents);
      messages.engineStarted();
      void demoSettled.then(() => network.connect());
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
  const orTell = (thrown: unknown) => onProblem(toFailure(thrown));
  const tray = createTrayPlace({
    isOn: services.tray,
    make: makeTrayIcon,
    say,
    show,
    write: () => link.emit('menu.command', { command: 'new-message' }),
    sync: () => link.emit('menu.command', { command: 'sync' }),
    quit: () => app.quit(),
  });
  const menu = preferences.keepMenu({
    command: (command, from) => {
      const contents = BrowserWindow.getAllWindows().find((each) => each === from)?.webContents;
      const isMessage = contents && messages.handlersOf(contents);
      sendEvent(isMessage ? contents : link.contents(), 'menu.command', { command });
    },
    showWindow: show,
    isMac: process.platform === 'darwin',
    devTools: !app.isPackaged,
    mailto: mailtoMenu(onProblem),
    backUps: backUpsOf(services, window, say),
    say,
    ticks,
    tray: { isOn: tray.isOn, toggle: () => void tray.toggle().catch(orTell) },
  });
  const openMessageWindow = (id: string, opening: Opening) => {
    const place = { ...page, stateFile: folders.messageWindow };
    const opened = keptAlive(createMessageWindow(place, messageUrl(id), opening), onProblem);
    const writes = () => link.emit('menu.command', { command: 'new-message' });
    preferences.follow(opened);
    if (!menu().isMac) opened.setMenu(messageWindowMenu(menu(), writes));
    watchEscape(opened, () => sendEvent(opened.webContents, 'menu.command', { command: 'leave-text' }));
    return opened;
  };
  const beginQuit = async () => {
    quitting = true;
    await Promise.all([messages.keep(), composers.closeAll()]);
  };
  const write = (url: string) => {
    show();
    mailto.add(url);
  };
  const follow = (url: string) => {
    show();
    links.add(url);
  };
  const read = (file: string) => {
    show();
    services.mailFiles.open(file);
  };
  return { show, write, follow, read, beginQuit, stop: services.stop };
}

function backUpsOf({ folders, accounts }: Services, window: BrowserWindow, say: Say) {
  const filters = [{ name: 'Retinue', extensions: ['tar.gz', 'gz'] }];
  return createBackUpCommands({
    folders,
    accounts: () => accounts.list().filter(({ demo }) => !demo).length,
    now: Date.now,
    say,
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
    tell: async (message) => void (await dialog.showMessageBox(window, { message, buttons: [say('OK')] })),
    async askRestart(message) {
      const buttons = [say('Restart now'), say('Later')];
      return (await dialog.showMessageBox(window, { message, buttons, cancelId: 1 })).response === 0;
    },
    restart,
    // A length that nobody knows.
    busy: (isBusy) => window.setProgressBar(isBusy ? 2 : -1),
  });
}

function mailtoMenu(onProblem: (problem: Told) => void) {
  const { isOurs, toggle } = createMailtoHandling(app);
  return {
    isOurs,
    toggle() {
      try {
        toggle();
      } catch (thrown) {
        onProblem(toFailure(thrown));
      }
    },
  };
}

/** `windowOf`: the page that is to ask about a link that was clicked in these contents. */
function protect(windowOf: (contents: WebContents) => WebContents | null): void {
  hardenSession(session.defaultSession);
  serveAppScheme(session.defaultSession, path.join(out, 'renderer'));
  app.on('web-contents-created', (_event, contents) =>
    hardenContents(contents, {
      clicked: (url) => sendEvent(windowOf(contents), 'link.clicked', { url }),
      hover: (url) => sendEvent(windowOf(contents), 'link.hover', { url }),
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

function makeTrayIcon(): TrayIcon {
  const icon = new Tray(nativeImage.createFromDataURL(trayIcon));
  return {
    setToolTip: (text) => icon.setToolTip(text),
    setMenu: (items) => icon.setContextMenu(Menu.buildFromTemplate(items)),
    onClick: (listener) => void icon.on('click', listener),
    destroy: () => icon.destroy(),
  };
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

function keptAlive(window: BrowserWindow, onProblem: (problem: Told) => void): BrowserWindow {
  keepPageAlive(window.webContents, createCrashCount(Date.now), onProblem);
  return window;
}

/** In a smoke nobody is there to press a button. */
function tell(problem: Told, { smoke }: Switches, say: Say): void {
  printError(problem.sentence);
  const message = sayTold(problem, say);
  if (!smoke) void dialog.showMessageBox({ type: 'warning', message, buttons: [say('OK')] });
}
