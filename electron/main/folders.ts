import path from 'node:path';

/** Where the application keeps what is its own, below Electron's userData. */
export interface DataFolders {
  readonly accounts: string;
  readonly secrets: string;
  /** The categories that the person made, with their colours. */
  readonly categories: string;
  readonly window: string;
  /** What the person chose in Settings, as far as main has to know it. */
  readonly settings: string;
  /** Whether the icon beside the clock is wanted. */
  readonly tray: string;
  /** Size and place of the last window with one message. */
  readonly messageWindow: string;
  /** Which messages have windows of their own, and where. */
  readonly messageWindows: string;
  /** Searches that were given a name. */
  readonly searches: string;
  /** Mailing lists, the junk filter and rules. */
  readonly filing: string;
  /** Files that the network process fetched, by id. */
  readonly files: string;
  /** Drafts that are being written, a folder each. */
  readonly drafts: string;
  /** Outgoing messages until they are proven sent: the only copies that there are. */
  readonly spool: string;
  /** Read flags of accounts whose servers keep none: the only copies that there are. */
  readonly flags: string;
  /** The address book of this computer, a vCard file each: the only copies that there are. */
  readonly people: string;
  /** The mail on this computer: the only copies that there are. */
  readonly local: string;
  /** What was asked of servers in the last days: paths and statuses. */
  readonly health: string;
  /** Private copies that other programs have open. */
  readonly opened: string;
}

/** The names in one place. */
export function dataFolders(userData: string): DataFolders {
  return {
    accounts: path.join(userData, 'accounts.json'),
    secrets: path.join(userData, 'secrets.json'),
    categories: path.join(userData, 'categories.json'),
    searches: path.join(userData, 'searches.json'),
    filing: path.join(userData, 'filing.json'),
    tray: path.join(userData, 'tray.json'),
    window: path.join(userData, 'window.json'),
    settings: path.join(userData, 'settings.json'),
    messageWindow: path.join(userData, 'message-window.json'),
    messageWindows: path.join(userData, 'message-windows.json'),
    files: path.join(userData, 'files'),
    drafts: path.join(userData, 'drafts'),
    spool: path.join(userData, 'spool'),
    flags: path.join(userData, 'flags'),
    people: path.join(userData, 'people'),
    local: path.join(userData, 'mail'),
    health: path.join(userData, 'health'),
    opened: path.join(userData, 'opened'),
  };
}
