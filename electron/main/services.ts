import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import {
  BrowserWindow,
  app,
  dialog,
  MessageChannelMain,
  nativeImage,
  safeStorage,
  session,
  shell,
  type OpenDialogOptions,
} from 'electron';
import * as v from 'valibot';
import type { FromMock, FromNetwork, ToMock, ToNetwork } from '../../shared/contracts/control.ts';
import { toFailure } from '../../shared/errors.ts';
import { type Filing, filingSchema, NO_FILING } from '../../shared/filing/filing.ts';
import { withFolderMoved } from '../../shared/filing/follow.ts';
import { type Category, categoriesSchema } from '../../shared/mail/categories.ts';
import { placeRestored } from './backup/restore.ts';
import { type Accounts, accountsSchema, openAccounts } from './accounts.ts';
import { type Attachments, createAttachments } from './attachments.ts';
import { type KeptList, type KeptValue, openKeptList, openKeptValue } from './kept-list.ts';
import { createKeptWindows, type KeptWindows, type OpenWindow, openWindowsSchema } from './kept-windows.ts';
import { createMailFiles, type MailFiles } from './mail-files.ts';
import { createSaveText, type SaveText } from './save-text.ts';
import { forkUtility } from './child-process.ts';
import { type DemoHost, startDemo } from './demo-account.ts';
import { createDragOut, type DragOut } from './drag-out.ts';
import { type DataFolders, dataFolders } from './folders.ts';
import { type NetworkHost, type NetworkHostOptions, startNetwork } from './network-process.ts';
import { createPaper, type Paper } from './paper.ts';
import { createPaperPages } from './paper-page.ts';
import { printError } from './print.ts';
import { type Secrets, openSecrets, secretsSchema } from './secrets.ts';
import { type SavedSearch, savedSearchesSchema } from '../../shared/mail/saved-search.ts';
import { storedJson } from './stored-json.ts';
import { type KeptSettings, openSettings } from './settings.ts';
import { settingsSchema } from '../../shared/settings/settings.ts';
import type { Switches } from './switches.ts';
import type { WindowLink } from './window-link.ts';
import type { Say } from '../../shared/language/say.ts';
import type { Told } from '../../shared/language/told.ts';

/** What main keeps running behind the window. */
export interface Services {
  readonly folders: DataFolders;
  readonly categories: KeptList<Category>;
  readonly secrets: Secrets;
  readonly settings: KeptSettings;
  readonly searches: KeptList<SavedSearch>;
  readonly filing: KeptValue<Filing>;
  /** Whether the icon beside the clock is wanted. */
  readonly tray: KeptValue<boolean>;
  /** Which messages have windows of their own. */
  readonly windows: KeptWindows;
  readonly accounts: Accounts;
  readonly network: NetworkHost;
  readonly attachments: Attachments;
  readonly dragOut: DragOut;
  readonly saveText: SaveText;
  readonly mailFiles: MailFiles;
  readonly paper: Paper;
  /** null: there is no demo account, or --no-demo. */
  readonly demo: DemoHost | null;
  readonly stop: () => void;
}

export interface ServiceOptions {
  readonly say: Say;
  readonly switches: Switches;
  readonly link: WindowLink;
  /** Something that the person should know and that no part of the window stands for. */
  readonly onProblem: (problem: Told) => void;
  /** A message was taken back and is this draft now. */
  readonly onDraftBack: (draftId: string) => void;
  readonly onDemoFailed: (problem: Told) => void;
}

const script = (name: string) => path.join(import.meta.dirname, name);

/** Starts the processes and opens the files behind the window. */
export async function startServices(options: ServiceOptions): Promise<Services> {
  const folders = dataFolders(app.getPath('userData'));
  await placeRestored(folders);
  const settings = await openSettings(
    storedJson(folders.settings, settingsSchema, Date.now),
    options.onProblem,
  );
  settings.onChange((now) => options.link.broadcast('settings.changed', now));
  const orSay = (work: Promise<void>) =>
    void work.catch((thrown: unknown) => options.onProblem(toFailure(thrown)));
  /** What names a folder names it where it is now. */
  const follow = async (id: string, from: string, to: string) => {
    await accounts.followFolder(id, from, to);
    const followed = withFolderMoved(filing.value(), `${id}|${from}`, `${id}|${to}`);
    if (followed === filing.value()) return;
    await filing.set(followed);
    options.link.broadcast('filing.changed', followed);
  };
  const network = forkNetwork(options, folders, {
    onIdentity: (id, mailbox) => orSay(accounts.learnIdentity(id, mailbox)),
    onFolderMoved: (id, from, to) => orSay(follow(id, from, to)),
  });
  const secretsFile = storedJson(folders.secrets, secretsSchema, Date.now);
  const secrets = await openSecrets(secretsFile, safeStorage, process.platform, options.onProblem);
  const categoriesFile = storedJson(folders.categories, categoriesSchema, Date.now);
  const categories = await openKeptList(categoriesFile, options.onProblem);
  const accounts = await openAccounts({
    file: storedJson(folders.accounts, accountsSchema, Date.now),
    secrets,
    newId: randomUUID,
    say: options.say,
    demo: options.switches.demo,
    onChange: () => {
      network.setAccounts(accounts.forNetwork());
      options.link.broadcast('accounts.changed', accounts.list());
    },
    onProblem: options.onProblem,
  });
  network.setAccounts(accounts.forNetwork());
  const demo = options.switches.demo && accounts.hasDemo() ? forkDemo(options, accounts) : null;
  const searchesFile = storedJson(folders.searches, savedSearchesSchema, Date.now);
  const searches = await openKeptList(searchesFile, options.onProblem);
  const filingFile = storedJson<Filing>(folders.filing, filingSchema, Date.now);
  const trayFile = storedJson(folders.tray, v.boolean(), Date.now);
  // Only there one is sure to be seen.
  const tray = await openKeptValue(trayFile, process.platform === 'win32', options.onProblem);
  const filing = await openKeptValue(filingFile, NO_FILING, options.onProblem);
  const windowsFile = storedJson<OpenWindow[]>(folders.messageWindows, openWindowsSchema, Date.now);
  // Losing the place of a window is no news to anybody.
  const printed = (thrown: unknown) => printError(toFailure(thrown).sentence);
  const windows = createKeptWindows(await openKeptList(windowsFile, printed), printed);
  const attachments = createAttachments({
    files: folders.files,
    opened: folders.opened,
    openPath: (file) => shell.openPath(file),
    askWhere: (name) => askWhere(options.link, name),
    askFolder: () => askFolder(options.link, options.say),
    newToken: randomUUID,
    drag: async (file) => (await readyDrag(options.link, [file]))(),
    platform: process.platform,
  });
  const dragOut = createDragOut({
    opened: folders.opened,
    newToken: () => randomBytes(16).toString('hex'),
    vouch: (token, place) => network.vouch(token, place),
    prepare: (files) => readyDrag(options.link, files),
    platform: process.platform,
    now: Date.now,
  });
  const saveText = createSaveText((name) => askWhere(options.link, name));
  const mailFiles = createMailFiles({
    network,
    ask: (what) => askMail(options.link, options.say, what),
    onWaiting: () => options.link.emit('mail.waiting', null),
  });
  const paper = createPaper({
    withPage: createPaperPages(() => session.fromPartition('paper')),
    askWhere: (name) => askWhere(options.link, name),
    country: () => app.getLocaleCountryCode(),
  });
  const stop = () => {
    demo?.stop();
    network.stop();
    attachments.wipe();
  };
  return {
    folders,
    categories,
    secrets,
    settings,
    searches,
    filing,
    tray,
    windows,
    accounts,
    network,
    attachments,
    dragOut,
    saveText,
    mailFiles,
    paper,
    demo,
    stop,
  };
}

function forkNetwork(
  { link, switches, onDraftBack }: ServiceOptions,
  folders: DataFolders,
  learnt: Pick<NetworkHostOptions, 'onIdentity' | 'onFolderMoved'>,
): NetworkHost {
  const args = [
    `--files=${folders.files}`,
    `--drafts=${folders.drafts}`,
    `--flags=${folders.flags}`,
    `--people=${folders.people}`,
    `--local=${folders.local}`,
    `--spool=${folders.spool}`,
    `--health=${folders.health}`,
    ...(switches.logRequests ? ['--log-requests'] : []),
  ];
  return startNetwork({
    fork: () => forkUtility<ToNetwork, FromNetwork>(script('network.js'), 'network', args),
    now: Date.now,
    openChannel: () => new MessageChannelMain(),
    handPort: link.handPort,
    ...learnt,
    onDraftBack,
    onExit: (exit) => {
      printError(exit.sentence);
      link.emit('network.exit', exit);
    },
  });
}

function forkDemo({ switches, onDemoFailed }: ServiceOptions, accounts: Accounts): DemoHost {
  const { demoMessages, demoSeed } = switches;
  const args = [
    ...(demoMessages === null ? [] : [`--messages=${demoMessages}`]),
    ...(demoSeed === null ? [] : [`--seed=${demoSeed}`]),
  ];
  return startDemo({
    fork: () => forkUtility<ToMock, FromMock>(script('mock.js'), 'mock', args),
    now: Date.now,
    onReady: (server) => accounts.setDemo(server),
    onFailed: onDemoFailed,
  });
}

/** The window that a question belongs to: the one its person is in. */
function asking(link: WindowLink): BrowserWindow | null {
  return BrowserWindow.getFocusedWindow() ?? link.window();
}

async function askWhere(link: WindowLink, name: string): Promise<string | null> {
  const options = { defaultPath: path.join(app.getPath('downloads'), name) };
  const window = asking(link);
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? null : filePath;
}

async function askFolder(link: WindowLink, say: Say): Promise<string | null> {
  const options: OpenDialogOptions = {
    defaultPath: app.getPath('downloads'),
    properties: ['openDirectory', 'createDirectory'],
    buttonLabel: say('Save here'),
  };
  const window = asking(link);
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}

async function askMail(
  link: WindowLink,
  say: Say,
  what: 'files' | 'folder' | 'place',
): Promise<readonly string[]> {
  const isPlace = what === 'place';
  const options: OpenDialogOptions = {
    buttonLabel: isPlace ? say('Export here') : say('Import'),
    properties: isPlace
      ? ['openDirectory', 'createDirectory']
      : [what === 'files' ? 'openFile' : 'openDirectory', 'multiSelections', 'showHiddenFiles'],
  };
  const window = asking(link);
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? [] : filePaths;
}

/** Drags files out of the window, with the system's picture for their kind beside the pointer; a plain square where it has none. */
async function readyDrag(link: WindowLink, files: readonly string[]): Promise<() => void> {
  const [file = ''] = files;
  const icon = await app.getFileIcon(file, { size: 'normal' });
  const side = 24;
  const square = () =>
    nativeImage.createFromBitmap(Buffer.alloc(side * side * 4, 0x80), { width: side, height: side });
  const shown = icon.isEmpty() ? square() : icon;
  return () => asking(link)?.webContents.startDrag({ file, files: [...files], icon: shown });
}
