import { type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { type MenuCommand, TICKED, type Ticked } from '../../shared/contracts/menu-command.ts';
import { acceleratorsOf } from '../../shared/keys/accelerators.ts';
import { KEY_COMMANDS, type KeyCommand } from '../../shared/keys/key-commands.ts';
import type { KeysInForce } from '../../shared/keys/key-settings.ts';
import type { Say } from '../../shared/language/say.ts';
import { appMenu } from './app-menu.ts';
import { editMenu } from './edit-menu.ts';
import type { MenuTicks } from './menu-ticks.ts';

export interface MenuOptions {
  readonly say: Say;
  /** The keys that the window takes: the menu shows and takes the same. */
  readonly keys: KeysInForce;
  /** Larger or smaller by a step; 0: as usual. */
  readonly textSize: (by: -1 | 0 | 1) => void;
  /** `window`: the one that had the focus. */
  readonly command: (command: MenuCommand, window: BaseWindow | undefined) => void;
  readonly showWindow: () => void;
  readonly isMac: boolean;
  readonly devTools: boolean;
  /** Links to mail addresses in other programs. */
  readonly mailto: { readonly isOurs: () => boolean; readonly toggle: () => void };
  readonly ticks: MenuTicks;
  /** The icon beside the clock. */
  readonly tray: { readonly isOn: () => boolean; readonly toggle: () => void };
  readonly backUps: { readonly backUp: () => Promise<void>; readonly restore: () => Promise<void> };
}

const MAILTO = 'mailto';

/** Sets the native menu: the commands that exist, under the keys that are in force. */
export function setMenu(options: MenuOptions): void {
  const templates = [
    ...(options.isMac ? [appMenu(options)] : []),
    fileMenu(options),
    editMenu(options),
    folderMenu(options),
    viewMenu(options),
    messageMenu(options),
    toolsMenu(options),
    windowMenu(options),
    helpMenu(options),
  ];
  const menu = Menu.buildFromTemplate(templates);
  const ours = menu.getMenuItemById(MAILTO);
  const tick = () => {
    if (ours) ours.checked = options.mailto.isOurs();
  };
  // Asked of the system each time: it may have been changed there, and asking at the start would cost it time.
  ours?.menu.on('menu-will-show', tick);
  Menu.setApplicationMenu(menu);
  options.ticks.show();
}

/** The menu of a message's own window: what can be done with that message. macOS has one menu for all windows. */
export function messageWindowMenu(options: MenuOptions, write: () => void): Menu {
  const { say } = options;
  return Menu.buildFromTemplate([
    {
      label: say('&File'),
      submenu: [
        ...item({ ...options, command: write }, say('New Message'), 'new-message'),
        { type: 'separator' },
        ...item(options, say('Save as…'), 'save-message'),
        ...printing(options),
        { type: 'separator' },
        // Its key belongs to the system, and to no set of keys.
        {
          label: say('Close Window'),
          accelerator: 'CmdOrCtrl+W',
          click: (_item, window) => options.command('close-window', window),
        },
      ],
    },
    editMenu(options),
    { label: say('&View'), submenu: messageViews(options) },
    { label: say('&Message'), submenu: messageActs(options) },
  ]);
}

function printing(options: MenuOptions): MenuItemConstructorOptions[] {
  const { say } = options;
  return [...item(options, say('Print…'), 'print'), ...item(options, say('Save as PDF…'), 'save-pdf')];
}

/** How the message and the window that it is in are shown. */
function messageViews(options: MenuOptions): MenuItemConstructorOptions[] {
  const { say } = options;
  return [
    ...item(options, say('Plain Text'), 'plain-text'),
    ...item(options, say('Source'), 'source'),
    ...item(options, say('All Headers'), 'all-headers'),
    { type: 'separator' },
    ...textSizes(options),
    { role: 'togglefullscreen', label: say('Full Screen') },
    ...(options.devTools ? [{ role: 'toggleDevTools' } as const] : []),
  ];
}

/** The size is one for all windows. */
function textSizes({ textSize, say }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { label: say('Usual Text Size'), accelerator: 'CmdOrCtrl+0', click: () => textSize(0) },
    { label: say('Larger Text'), accelerator: 'CmdOrCtrl+Plus', click: () => textSize(1) },
    { label: say('Smaller Text'), accelerator: 'CmdOrCtrl+-', click: () => textSize(-1) },
  ];
}

/** A command under the keys that are in force for it: the first is shown, the others work beside it. */
function item(
  { command, keys, ticks }: MenuOptions,
  label: string,
  name: MenuCommand,
): readonly MenuItemConstructorOptions[] {
  const click: MenuItemConstructorOptions['click'] = (_item, window) => {
    if (isTicked(name)) ticks.show();
    command(name, window);
  };
  const [first, ...more] = isKeyCommand(name) ? acceleratorsOf(keys, name) : [];
  return [
    {
      id: name,
      label,
      click,
      ...(isTicked(name) ? { type: tickOf(name) } : {}),
      ...(first ? { accelerator: first.keys, registerAccelerator: first.acts } : {}),
    },
    ...more
      .filter(({ acts }) => acts)
      .map(({ keys: accelerator }) => ({
        label,
        click,
        accelerator,
        visible: false,
        acceleratorWorksWhenHidden: true,
      })),
  ];
}

const isTicked = (name: MenuCommand): name is Ticked => TICKED.some((each) => each === name);

/** One of several, or by itself. */
function tickOf(name: Ticked): 'radio' | 'checkbox' {
  const isOneOf = /^(preview|density)-/.test(name) || name === 'mail' || name === 'address-book';
  return isOneOf ? 'radio' : 'checkbox';
}

const isKeyCommand = (name: MenuCommand): name is MenuCommand & KeyCommand =>
  KEY_COMMANDS.some((each) => each === name);

function fileMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { say } = options;
  return {
    label: say('&File'),
    submenu: [
      ...item(options, say('New Message'), 'new-message'),
      ...item(options, say('Drafts on This Computer…'), 'drafts'),
      { type: 'separator' },
      ...item(options, say('Send && Receive'), 'sync'),
      ...item(options, say('Work Offline'), 'work-offline'),
      { type: 'separator' },
      ...item(options, say('Import…'), 'import'),
      ...item(options, say('Export…'), 'export'),
      { label: say('Back Up…'), click: () => void options.backUps.backUp() },
      { label: say('Restore…'), click: () => void options.backUps.restore() },
      { type: 'separator' },
      ...printing(options),
      { type: 'separator' },
      ...item(options, say('Settings…'), 'settings'),
      ...item(options, say('Add Account…'), 'add-account'),
      ...item(options, say('Accounts…'), 'accounts'),
      {
        id: MAILTO,
        label: say('Make Retinue the Program for mailto: Links'),
        type: 'checkbox',
        click(clicked) {
          options.mailto.toggle();
          clicked.checked = options.mailto.isOurs();
        },
      },
      { type: 'separator' },
      options.isMac
        ? { role: 'close', label: say('Close Window') }
        : { role: 'quit', label: say('Quit Retinue'), accelerator: 'Ctrl+Q' },
    ],
  };
}

function folderMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { say } = options;
  return {
    label: say('F&older'),
    submenu: [
      ...item(options, say('New Folder…'), 'new-folder'),
      // Their keys belong to the folder tree: F2, and Delete.
      ...item(options, say('Rename or Move Folder…'), 'rename-folder'),
      ...item(options, say('Delete Folder…'), 'delete-folder'),
      { type: 'separator' },
      ...item(options, say('Keep Folder on This Computer…'), 'keep-folder'),
      ...item(options, say('Notices of New Mail'), 'folder-notices'),
      { type: 'separator' },
      ...item(options, say('Open Another User’s Folder…'), 'open-user-folder'),
      ...item(options, say('Public Folders…'), 'public-folders'),
      ...item(options, say('Take Folder Off the List'), 'close-root'),
    ],
  };
}

function viewMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { say } = options;
  return {
    label: say('&View'),
    submenu: [
      ...item(options, say('Mail'), 'mail'),
      ...item(options, say('Address Book'), 'address-book'),
      { type: 'separator' },
      ...item(options, say('Conversations'), 'conversations'),
      ...item(options, say('Filter This Folder'), 'filter-folder'),
      {
        label: say('Reading Pane'),
        submenu: [
          ...item(options, say('Right'), 'preview-right'),
          ...item(options, say('Below'), 'preview-below'),
          ...item(options, say('Off'), 'preview-off'),
        ],
      },
      {
        label: say('Density'),
        submenu: [
          ...item(options, say('Compact'), 'density-compact'),
          ...item(options, say('Normal'), 'density-normal'),
          ...item(options, say('Roomy'), 'density-roomy'),
        ],
      },
      { type: 'separator' },
      ...item(options, say('Plain Text'), 'plain-text'),
      ...item(options, say('Source'), 'source'),
      ...item(options, say('All Headers'), 'all-headers'),
      ...item(options, say('Progress'), 'progress'),
      ...item(options, say('Error Log'), 'error-log'),
      ...item(options, say('Server Health'), 'health'),
      { type: 'separator' },
      ...item(options, say('Next Pane'), 'next-pane'),
      ...item(options, say('Previous Pane'), 'previous-pane'),
      { type: 'separator' },
      ...textSizes(options),
      { role: 'togglefullscreen', label: say('Full Screen') },
      ...(options.devTools ? [{ role: 'toggleDevTools' } as const] : []),
    ],
  };
}

/** What is done with one message, wherever it is read, or with those that are selected. */
function messageActs(options: MenuOptions): MenuItemConstructorOptions[] {
  const { say } = options;
  return [
    ...item(options, say('Reply'), 'reply'),
    ...item(options, say('Reply to All'), 'reply-all'),
    ...item(options, say('Forward'), 'forward'),
    { type: 'separator' },
    ...item(options, say('Mark as Read'), 'mark-read'),
    ...item(options, say('Mark as Unread'), 'mark-unread'),
    ...item(options, say('Flag'), 'flag'),
    { label: say('Follow Up'), submenu: followUps(options) },
    ...item(options, say('Categories…'), 'categories'),
    { type: 'separator' },
    // Their keys belong to the list: in a text, Delete deletes a letter.
    ...item(options, say('Delete'), 'delete'),
    ...item(options, say('Delete for Good…'), 'delete-for-good'),
    // Its key, Backspace, belongs to the list.
    ...item(options, say('Archive'), 'archive'),
    ...item(options, say('Junk'), 'junk'),
    ...item(options, say('Not Junk'), 'not-junk'),
    ...item(options, say('Move to…'), 'move-to'),
    { type: 'separator' },
    ...item(options, say('Copy Link to Message'), 'copy-link'),
    ...item(options, say('To Another Mailbox…'), 'carry'),
    { type: 'separator' },
    ...item(options, say('Make a Rule from This Message…'), 'rule-from-message'),
    ...item(options, say('Make a List Rule from This Message…'), 'list-from-message'),
  ];
}

/** By when, or that it is done with. */
function followUps(options: MenuOptions): MenuItemConstructorOptions[] {
  const { say } = options;
  return [
    ...item(options, say('Today'), 'follow-today'),
    ...item(options, say('Tomorrow'), 'follow-tomorrow'),
    ...item(options, say('This Week'), 'follow-this-week'),
    ...item(options, say('Next Week'), 'follow-next-week'),
    ...item(options, say('No Date'), 'follow-no-date'),
    ...item(options, say('On a Date…'), 'follow-up'),
    { type: 'separator' },
    ...item(options, say('Mark Complete'), 'complete'),
    ...item(options, say('Clear Flag'), 'clear-flag'),
  ];
}

function messageMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { say } = options;
  return {
    label: say('&Message'),
    submenu: [
      ...item(options, say('Open in Its Own Window'), 'open-message'),
      { type: 'separator' },
      ...messageActs(options),
      { type: 'separator' },
      ...item(options, say('Save as…'), 'save-message'),
      ...item(options, say('Next Unread'), 'next-unread'),
    ],
  };
}

function toolsMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { say } = options;
  return {
    label: say('&Tools'),
    submenu: [
      ...item(options, say('Rules…'), 'rules'),
      ...item(options, say('Run Rules on This Folder…'), 'run-rules'),
    ],
  };
}

function windowMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { say } = options;
  return {
    label: say('&Window'),
    submenu: [
      { label: 'Retinue', click: options.showWindow },
      { role: 'minimize', label: say('Minimize') },
      { role: 'close', label: say('Close Window') },
      { type: 'separator' },
      {
        label: say('Icon Beside the Clock'),
        type: 'checkbox',
        checked: options.tray.isOn(),
        click: options.tray.toggle,
      },
    ],
  };
}

function helpMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { say } = options;
  return {
    label: say('&Help'),
    submenu: [
      ...item(options, say('Retinue Help'), 'help'),
      ...item(options, say('Keyboard Shortcuts'), 'keys'),
      { type: 'separator' },
      ...item(options, say('Check for Updates…'), 'check-updates'),
    ],
  };
}
