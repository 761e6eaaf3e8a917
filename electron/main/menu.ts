import { type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/contracts/main.ts';
import { acceleratorsOf } from '../../shared/keys/accelerators.ts';
import { KEY_COMMANDS, type KeyCommand } from '../../shared/keys/key-commands.ts';
import type { KeysInForce } from '../../shared/keys/key-settings.ts';

export interface MenuOptions {
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
  readonly isOffline: () => boolean;
  /** The icon beside the clock. */
  readonly tray: { readonly isOn: () => boolean; readonly toggle: () => void };
  readonly backUps: { readonly backUp: () => Promise<void>; readonly restore: () => Promise<void> };
}

const MAILTO = 'mailto';
const OFFLINE = 'offline';

/** Sets the native menu: the commands that exist, under the keys that are in force. */
export function setMenu(options: MenuOptions): void {
  const templates = [
    ...(options.isMac ? [{ role: 'appMenu' } as const] : []),
    fileMenu(options),
    { role: 'editMenu' } as const,
    folderMenu(options),
    viewMenu(options),
    messageMenu(options),
    toolsMenu(options),
    windowMenu(options),
    helpMenu(options),
  ];
  const menu = Menu.buildFromTemplate(templates);
  const ours = menu.getMenuItemById(MAILTO);
  const offline = menu.getMenuItemById(OFFLINE);
  const tick = () => {
    if (ours) ours.checked = options.mailto.isOurs();
    if (offline) offline.checked = options.isOffline();
  };
  // Asked of the system each time: it may have been changed there, and asking at the start would cost it time.
  ours?.menu.on('menu-will-show', tick);
  Menu.setApplicationMenu(menu);
}

/** The menu of a message's own window: what can be done with that message. macOS has one menu for all windows. */
export function messageWindowMenu(options: MenuOptions, write: () => void): Menu {
  return Menu.buildFromTemplate([
    {
      label: '&File',
      submenu: [
        ...item({ ...options, command: write }, 'New Message', 'new-message'),
        { type: 'separator' },
        ...item(options, 'Save as…', 'save-message'),
        ...printing(options),
        { type: 'separator' },
        // Its key belongs to the system, and to no set of keys.
        {
          label: 'Close Window',
          accelerator: 'CmdOrCtrl+W',
          click: (_item, window) => options.command('close-window', window),
        },
      ],
    },
    { role: 'editMenu' },
    { label: '&View', submenu: messageViews(options) },
    { label: '&Message', submenu: messageActs(options) },
  ]);
}

function printing(options: MenuOptions): MenuItemConstructorOptions[] {
  return [...item(options, 'Print…', 'print'), ...item(options, 'Save as PDF…', 'save-pdf')];
}

/** How the message and the window that it is in are shown. */
function messageViews(options: MenuOptions): MenuItemConstructorOptions[] {
  return [
    ...item(options, 'Plain Text', 'plain-text'),
    ...item(options, 'Source', 'source'),
    ...item(options, 'All Headers', 'all-headers'),
    { type: 'separator' },
    ...textSizes(options),
    { role: 'togglefullscreen' },
    ...(options.devTools ? [{ role: 'toggleDevTools' } as const] : []),
  ];
}

/** The size is one for all windows. */
function textSizes({ textSize }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { label: 'Usual Text Size', accelerator: 'CmdOrCtrl+0', click: () => textSize(0) },
    { label: 'Larger Text', accelerator: 'CmdOrCtrl+Plus', click: () => textSize(1) },
    { label: 'Smaller Text', accelerator: 'CmdOrCtrl+-', click: () => textSize(-1) },
  ];
}

/** A command under the keys that are in force for it: the first is shown, the others work beside it. */
function item(
  { command, keys }: MenuOptions,
  label: string,
  name: MenuCommand,
): readonly MenuItemConstructorOptions[] {
  const click: MenuItemConstructorOptions['click'] = (_item, window) => command(name, window);
  const [first, ...more] = isKeyCommand(name) ? acceleratorsOf(keys, name) : [];
  return [
    {
      id: name,
      label,
      click,
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

const isKeyCommand = (name: MenuCommand): name is MenuCommand & KeyCommand =>
  KEY_COMMANDS.some((each) => each === name);

function fileMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&File',
    submenu: [
      ...item(options, 'New Message', 'new-message'),
      ...item(options, 'Drafts on This Computer…', 'drafts'),
      { type: 'separator' },
      ...item(options, 'Send && Receive', 'sync'),
      {
        label: 'Work Offline',
        click: (_item, window) => options.command('work-offline', window),
        id: OFFLINE,
        type: 'checkbox',
      },
      { type: 'separator' },
      ...item(options, 'Import…', 'import'),
      ...item(options, 'Export…', 'export'),
      { label: 'Back Up…', click: () => void options.backUps.backUp() },
      { label: 'Restore…', click: () => void options.backUps.restore() },
      { type: 'separator' },
      ...printing(options),
      { type: 'separator' },
      ...item(options, 'Settings…', 'settings'),
      ...item(options, 'Add Account…', 'add-account'),
      ...item(options, 'Accounts…', 'accounts'),
      {
        id: MAILTO,
        label: 'Make Retinue the Program for mailto: Links',
        type: 'checkbox',
        click(clicked) {
          options.mailto.toggle();
          clicked.checked = options.mailto.isOurs();
        },
      },
      { type: 'separator' },
      options.isMac ? { role: 'close' } : { role: 'quit', label: 'Quit Retinue', accelerator: 'Ctrl+Q' },
    ],
  };
}

function folderMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: 'F&older',
    submenu: [
      ...item(options, 'New Folder…', 'new-folder'),
      // Their keys belong to the folder tree: F2, and Delete.
      ...item(options, 'Rename or Move Folder…', 'rename-folder'),
      ...item(options, 'Delete Folder…', 'delete-folder'),
      { type: 'separator' },
      ...item(options, 'Keep Folder on This Computer…', 'keep-folder'),
      ...item(options, 'Notices of New Mail', 'folder-notices'),
      { type: 'separator' },
      ...item(options, 'Open Another User’s Folder…', 'open-user-folder'),
      ...item(options, 'Public Folders…', 'public-folders'),
      ...item(options, 'Take Folder Off the List', 'close-root'),
    ],
  };
}

function viewMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      ...item(options, 'Mail', 'mail'),
      ...item(options, 'Address Book', 'address-book'),
      { type: 'separator' },
      ...item(options, 'Conversations', 'conversations'),
      ...item(options, 'Filter This Folder', 'filter-folder'),
      {
        label: 'Reading Pane',
        submenu: [
          ...item(options, 'Right', 'preview-right'),
          ...item(options, 'Below', 'preview-below'),
          ...item(options, 'Off', 'preview-off'),
        ],
      },
      {
        label: 'Density',
        submenu: [
          ...item(options, 'Compact', 'density-compact'),
          ...item(options, 'Normal', 'density-normal'),
          ...item(options, 'Roomy', 'density-roomy'),
        ],
      },
      { type: 'separator' },
      ...item(options, 'Plain Text', 'plain-text'),
      ...item(options, 'Source', 'source'),
      ...item(options, 'All Headers', 'all-headers'),
      ...item(options, 'Progress', 'progress'),
      ...item(options, 'Error Log', 'error-log'),
      ...item(options, 'Server Health', 'health'),
      { type: 'separator' },
      ...item(options, 'Next Pane', 'next-pane'),
      ...item(options, 'Previous Pane', 'previous-pane'),
      { type: 'separator' },
      ...textSizes(options),
      { role: 'togglefullscreen' },
      ...(options.devTools ? [{ role: 'toggleDevTools' } as const] : []),
    ],
  };
}

/** What is done with one message, or with those that are selected. */
function messageActs(options: MenuOptions): MenuItemConstructorOptions[] {
  return [
    ...item(options, 'Reply', 'reply'),
    ...item(options, 'Reply to All', 'reply-all'),
    ...item(options, 'Forward', 'forward'),
    { type: 'separator' },
    ...item(options, 'Mark as Read', 'mark-read'),
    ...item(options, 'Mark as Unread', 'mark-unread'),
    ...item(options, 'Flag', 'flag'),
    { label: 'Follow Up', submenu: followUps(options) },
    ...item(options, 'Categories…', 'categories'),
    { type: 'separator' },
    // Their keys belong to the list: in a text, Delete deletes a letter.
    ...item(options, 'Delete', 'delete'),
    ...item(options, 'Delete for Good…', 'delete-for-good'),
    // Its key, Backspace, belongs to the list.
    ...item(options, 'Archive', 'archive'),
    ...item(options, 'Junk', 'junk'),
    ...item(options, 'Not Junk', 'not-junk'),
    ...item(options, 'Move to…', 'move-to'),
    { type: 'separator' },
    ...item(options, 'Copy Link to Message', 'copy-link'),
  ];
}

/** By when, or that it is done with. */
function followUps(options: MenuOptions): MenuItemConstructorOptions[] {
  return [
    ...item(options, 'Today', 'follow-today'),
    ...item(options, 'Tomorrow', 'follow-tomorrow'),
    ...item(options, 'This Week', 'follow-this-week'),
    ...item(options, 'Next Week', 'follow-next-week'),
    ...item(options, 'No Date', 'follow-no-date'),
    ...item(options, 'On a Date…', 'follow-up'),
    { type: 'separator' },
    ...item(options, 'Mark Complete', 'complete'),
    ...item(options, 'Clear Flag', 'clear-flag'),
  ];
}

function messageMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Message',
    submenu: [
      ...item(options, 'Open in Its Own Window', 'open-message'),
      { type: 'separator' },
      ...messageActs(options),
      ...item(options, 'To Another Mailbox…', 'carry'),
      ...item(options, 'Save as…', 'save-message'),
      { type: 'separator' },
      ...item(options, 'Make a Rule from This Message…', 'rule-from-message'),
      ...item(options, 'Make a List Rule from This Message…', 'list-from-message'),
      { type: 'separator' },
      ...item(options, 'Next Unread', 'next-unread'),
    ],
  };
}

function toolsMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Tools',
    submenu: [
      ...item(options, 'Rules…', 'rules'),
      ...item(options, 'Run Rules on This Folder…', 'run-rules'),
    ],
  };
}

function windowMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Window',
    submenu: [
      { label: 'Retinue', click: options.showWindow },
      { role: 'minimize' },
      { role: 'close', label: 'Close Window' },
      { type: 'separator' },
      {
        label: 'Icon Beside the Clock',
        type: 'checkbox',
        checked: options.tray.isOn(),
        click: options.tray.toggle,
      },
    ],
  };
}

function helpMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Help',
    submenu: [
      ...item(options, 'Retinue Help', 'help'),
      ...item(options, 'Keyboard Shortcuts', 'keys'),
      { type: 'separator' },
      ...item(options, 'Check for Updates…', 'check-updates'),
    ],
  };
}
