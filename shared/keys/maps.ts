import type { KeyCommand } from './key-commands.ts';

export const KEY_SETS = [
  'standard',
  'single',
  'entourage',
  'outlook',
  'thunderbird',
  'gmail',
  'apple',
] as const;
export type KeySet = (typeof KEY_SETS)[number];

/** Keys of commands, written as "Ctrl+Shift+T"; Ctrl is Cmd on macOS. The first one is shown. */
export type KeyMap = Readonly<Partial<Record<KeyCommand, readonly string[]>>>;

export const STANDARD: Readonly<Record<KeyCommand, readonly string[]>> = {
  'new-message': ['Ctrl+N'],
  'open-message': ['Ctrl+O'],
  reply: ['Ctrl+R'],
  'reply-all': ['Ctrl+Shift+R'],
  forward: ['Ctrl+J'],
  drafts: ['Ctrl+Shift+O'],
  outbox: [],
  sync: ['F9', 'Ctrl+K'],
  'next-unread': ['Ctrl+]'],
  search: ['Ctrl+E'],
  'filter-folder': ['Ctrl+Shift+F'],
  back: ['Escape'],
  'mark-read': ['Ctrl+T'],
  'mark-unread': ['Ctrl+Shift+T'],
  flag: ['Ctrl+Shift+G', 'Insert'],
  'follow-up': ['Ctrl+Shift+Y'],
  complete: [],
  categories: ['Ctrl+Shift+C'],
  // Backspace archives in the list only, which takes that key itself.
  archive: [],
  delete: ['Delete'],
  'delete-for-good': ['Shift+Delete'],
  junk: ['Ctrl+Alt+J'],
  'move-to': ['Ctrl+Shift+M'],
  'save-message': ['Ctrl+S'],
  print: ['Ctrl+P'],
  undo: ['Ctrl+Z'],
  'load-images': ['Ctrl+Shift+I'],
  'show-as-sent': ['Ctrl+Shift+D'],
  source: ['Ctrl+U'],
  'all-headers': ['Ctrl+Shift+H'],
  'new-folder': [],
  'next-pane': ['F6'],
  'previous-pane': ['Shift+F6'],
  'what-happened': ['Ctrl+Shift+W'],
  'verify-now': ['Ctrl+Shift+V'],
  mail: ['Ctrl+1'],
  'address-book': ['Ctrl+2'],
  progress: ['Ctrl+7'],
  'error-log': ['Ctrl+8'],
  health: ['Ctrl+9'],
  settings: ['Ctrl+,'],
  help: ['Shift+F1'],
  keys: ['F1'],
};

/** Besides the standard ones, as the web's mail programs have them. */
const SINGLE: KeyMap = {
  'new-message': ['c'],
  search: ['/'],
  'filter-folder': ['='],
  reply: ['r'],
  'reply-all': ['a'],
  forward: ['f'],
  'next-unread': ['n'],
  back: ['u'],
  'mark-read': ['I'],
  'mark-unread': ['U'],
  flag: ['s'],
  categories: ['l'],
  archive: ['e'],
  delete: ['#'],
  junk: ['!'],
  'move-to': ['v'],
  keys: ['?'],
  undo: ['z'],
  'verify-now': ['V'],
  'what-happened': ['w'],
};

/** Entourage 2004 and 2008; where its keys are the standard ones they are not repeated. */
const ENTOURAGE: KeyMap = {
  sync: ['Ctrl+K'],
  search: ['Ctrl+F'],
  delete: ['Delete', 'Ctrl+Backspace'],
};

/** Outlook for Windows. Ctrl+Q (read) and Ctrl+M (receive) quit and minimise elsewhere and are left out. */
const OUTLOOK: KeyMap = {
  'new-message': ['Ctrl+N', 'Ctrl+Shift+M'],
  forward: ['Ctrl+F'],
  search: ['Ctrl+E', 'F3'],
  'mark-unread': ['Ctrl+U'],
  flag: ['Ctrl+Shift+G', 'Insert'],
  delete: ['Delete', 'Ctrl+D'],
  'move-to': ['Ctrl+Shift+V'],
  outbox: ['Ctrl+Shift+O'],
  'new-folder': ['Ctrl+Shift+E'],
  'save-message': ['F12'],
};

/** Thunderbird. M, which turns read and unread round, has no command of its own here. */
const THUNDERBIRD: KeyMap = {
  forward: ['Ctrl+L'],
  sync: ['F5'],
  search: ['Ctrl+K'],
  'filter-folder': ['Ctrl+Shift+K'],
  'next-unread': ['n'],
  'mark-read': ['r'],
  flag: ['s'],
  archive: ['a'],
  junk: ['j'],
  'error-log': ['Ctrl+Shift+J'],
};

/** Gmail, with its shortcuts turned on. Its n and p go through one conversation, and are left out. */
const GMAIL: KeyMap = {
  'new-message': ['c'],
  search: ['/'],
  reply: ['r'],
  'reply-all': ['a'],
  forward: ['f'],
  back: ['u'],
  'mark-read': ['I'],
  'mark-unread': ['U'],
  flag: ['s'],
  categories: ['l'],
  archive: ['e'],
  delete: ['#'],
  junk: ['!'],
  'move-to': ['v'],
  undo: ['z'],
  keys: ['?'],
};

/** Apple Mail. Cmd+Ctrl+A (archive) has two main keys and no name here. */
const APPLE: KeyMap = {
  'reply-all': ['Ctrl+Shift+R'],
  forward: ['Ctrl+Shift+F'],
  sync: ['Ctrl+Shift+N'],
  search: ['Ctrl+Alt+F'],
  'filter-folder': ['Ctrl+L'],
  'mark-unread': ['Ctrl+Shift+U'],
  flag: ['Ctrl+Shift+L'],
  junk: ['Ctrl+Shift+J'],
  source: ['Ctrl+Alt+U'],
  'all-headers': ['Ctrl+Shift+H'],
  'save-message': ['Ctrl+Shift+S'],
  progress: ['Ctrl+Alt+0'],
};

/** A set besides the standard keys: `adds` keeps those of a command that it names, the others stand in their place. */
export const MAPS: Readonly<Record<KeySet, { readonly adds: boolean; readonly map: KeyMap }>> = {
  standard: { adds: true, map: {} },
  single: { adds: true, map: SINGLE },
  entourage: { adds: false, map: ENTOURAGE },
  outlook: { adds: false, map: OUTLOOK },
  thunderbird: { adds: false, map: THUNDERBIRD },
  gmail: { adds: true, map: GMAIL },
  apple: { adds: false, map: APPLE },
};

/** The sets in which j and k go through the list and o opens. */
export const LETTERS_MOVE: ReadonlySet<KeySet> = new Set(['single', 'gmail']);
