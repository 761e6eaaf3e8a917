import { type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/contracts/main.ts';

export interface MenuOptions {
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

/** Sets the native menu: the commands that exist, under the keys of the standard set. */
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
    { label: '&Help', submenu: [item(options, 'Keyboard Shortcuts', 'keys', 'F1')] },
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
        { label: 'New Message', accelerator: 'CmdOrCtrl+N', click: write },
        { type: 'separator' },
        item(options, 'Save as…', 'save-message', 'CmdOrCtrl+S'),
        ...printing(options),
        { type: 'separator' },
        item(options, 'Close Window', 'close-window', 'CmdOrCtrl+W'),
      ],
    },
    { role: 'editMenu' },
    { label: '&View', submenu: messageViews(options) },
    { label: '&Message', submenu: messageActs(options) },
  ]);
}

function printing(options: MenuOptions): MenuItemConstructorOptions[] {
  return [item(options, 'Print…', 'print', 'CmdOrCtrl+P'), item(options, 'Save as PDF…', 'save-pdf')];
}

/** How the message and the window that it is in are shown. */
function messageViews(options: MenuOptions): MenuItemConstructorOptions[] {
  return [
    item(options, 'Plain Text', 'plain-text'),
    item(options, 'Source', 'source', 'CmdOrCtrl+U'),
    item(options, 'All Headers', 'all-headers', 'CmdOrCtrl+Shift+H'),
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(options.devTools ? [{ role: 'toggleDevTools' } as const] : []),
  ];
}

function item(
  { command }: Pick<MenuOptions, 'command'>,
  label: string,
  name: MenuCommand,
  accelerator?: string,
): MenuItemConstructorOptions {
  return {
    label,
    click: (_item, window) => command(name, window),
    ...(accelerator === undefined ? {} : { accelerator }),
  };
}

/** A second key for a command: works, and is not shown. */
function alsoBy(options: MenuOptions, label: string, name: MenuCommand, accelerator: string) {
  return { ...item(options, label, name, accelerator), visible: false, acceleratorWorksWhenHidden: true };
}

function fileMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&File',
    submenu: [
      item(options, 'New Message', 'new-message', 'CmdOrCtrl+N'),
      item(options, 'Drafts on This Computer…', 'drafts', 'CmdOrCtrl+Shift+O'),
      { type: 'separator' },
      item(options, 'Send && Receive', 'sync', 'F9'),
      alsoBy(options, 'Send && Receive', 'sync', 'CmdOrCtrl+K'),
      { ...item(options, 'Work Offline', 'work-offline'), id: OFFLINE, type: 'checkbox' },
      { type: 'separator' },
      item(options, 'Import…', 'import'),
      item(options, 'Export…', 'export'),
      { label: 'Back Up…', click: () => void options.backUps.backUp() },
      { label: 'Restore…', click: () => void options.backUps.restore() },
      { type: 'separator' },
      ...printing(options),
      { type: 'separator' },
      item(options, 'Add Account…', 'add-account'),
      item(options, 'Accounts…', 'accounts'),
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
      item(options, 'New Folder…', 'new-folder'),
      // Their keys belong to the folder tree: F2, and Delete.
      item(options, 'Rename or Move Folder…', 'rename-folder'),
      item(options, 'Delete Folder…', 'delete-folder'),
      { type: 'separator' },
      item(options, 'Keep Folder on This Computer…', 'keep-folder'),
      { type: 'separator' },
      item(options, 'Open Another User’s Folder…', 'open-user-folder'),
      item(options, 'Public Folders…', 'public-folders'),
      item(options, 'Take Folder Off the List', 'close-root'),
    ],
  };
}

function viewMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      item(options, 'Mail', 'mail', 'CmdOrCtrl+1'),
      item(options, 'Address Book', 'address-book', 'CmdOrCtrl+2'),
      { type: 'separator' },
      item(options, 'Conversations', 'conversations'),
      item(options, 'Filter This Folder', 'filter-folder', 'CmdOrCtrl+Shift+F'),
      {
        label: 'Reading Pane',
        submenu: [
          item(options, 'Right', 'preview-right'),
          item(options, 'Below', 'preview-below'),
          item(options, 'Off', 'preview-off'),
        ],
      },
      {
        label: 'Density',
        submenu: [
          item(options, 'Compact', 'density-compact'),
          item(options, 'Normal', 'density-normal'),
          item(options, 'Roomy', 'density-roomy'),
        ],
      },
      { type: 'separator' },
      item(options, 'Plain Text', 'plain-text'),
      item(options, 'Source', 'source', 'CmdOrCtrl+U'),
      item(options, 'All Headers', 'all-headers', 'CmdOrCtrl+Shift+H'),
      item(options, 'Progress', 'progress', 'CmdOrCtrl+7'),
      item(options, 'Error Log', 'error-log', 'CmdOrCtrl+8'),
      item(options, 'Server Health', 'health', 'CmdOrCtrl+9'),
      { type: 'separator' },
      item(options, 'Next Pane', 'next-pane', 'F6'),
      item(options, 'Previous Pane', 'previous-pane', 'Shift+F6'),
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(options.devTools ? [{ role: 'toggleDevTools' } as const] : []),
    ],
  };
}

/** What is done with one message, or with those that are selected. */
function messageActs(options: MenuOptions): MenuItemConstructorOptions[] {
  return [
    item(options, 'Reply', 'reply', 'CmdOrCtrl+R'),
    item(options, 'Reply to All', 'reply-all', 'CmdOrCtrl+Shift+R'),
    item(options, 'Forward', 'forward', 'CmdOrCtrl+J'),
    { type: 'separator' },
    item(options, 'Mark as Read', 'mark-read', 'CmdOrCtrl+T'),
    item(options, 'Mark as Unread', 'mark-unread', 'CmdOrCtrl+Shift+T'),
    item(options, 'Flag', 'flag', 'CmdOrCtrl+Shift+G'),
    item(options, 'Categories…', 'categories', 'CmdOrCtrl+Shift+C'),
    { type: 'separator' },
    // Their keys belong to the list: in a text, Delete deletes a letter.
    item(options, 'Delete', 'delete'),
    item(options, 'Delete for Good…', 'delete-for-good'),
    // Its key, Backspace, belongs to the list.
    item(options, 'Archive', 'archive'),
    item(options, 'Junk', 'junk', 'CmdOrCtrl+Alt+J'),
    item(options, 'Not Junk', 'not-junk'),
    item(options, 'Move to…', 'move-to', 'CmdOrCtrl+Shift+M'),
    { type: 'separator' },
    item(options, 'Copy Link to Message', 'copy-link'),
  ];
}

function messageMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Message',
    submenu: [
      item(options, 'Open in Its Own Window', 'open-message', 'CmdOrCtrl+O'),
      { type: 'separator' },
      ...messageActs(options),
      item(options, 'To Another Mailbox…', 'carry'),
      item(options, 'Save as…', 'save-message', 'CmdOrCtrl+S'),
      { type: 'separator' },
      item(options, 'Make a Rule from This Message…', 'rule-from-message'),
      item(options, 'Make a List Rule from This Message…', 'list-from-message'),
      { type: 'separator' },
      item(options, 'Next Unread', 'next-unread', 'CmdOrCtrl+]'),
    ],
  };
}

function toolsMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Tools',
    submenu: [item(options, 'Rules…', 'rules'), item(options, 'Run Rules on This Folder…', 'run-rules')],
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
