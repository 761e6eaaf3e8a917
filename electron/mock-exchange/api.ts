import type { ClockOptions } from './clock/clock.ts';
import type { RuleInput } from './faults/rule.ts';
import type { JournalEntry } from './journal/entry.ts';
import type { PersonalityName } from './personality/personality.ts';
import type { SettingsInput } from './settings/settings.ts';
import type { SignInName } from './sign-in/sign-in.ts';
import type { NewFolder, NewMailbox, NewMessage } from './store/content.ts';
import type { Language } from './store/well-known.ts';

export type { JournalEntry } from './journal/entry.ts';

/** How a mock server is started. Everything that lives is made by startMockExchange and ended by `stop`. */
export interface MockOptions {
  /** 127.0.0.1 by default; only loopback addresses are accepted. */
  readonly host?: string;
  /** 0 (the default) picks a free port. */
  readonly port?: number;
  readonly mailboxes: readonly MockMailbox[];
  /** Folders under /public; none by default. */
  readonly publicFolders?: readonly NewFolder[];
  /** Folder names of the well-known folders: English by default. */
  readonly language?: Language;
  /** The computer's time by default. */
  readonly clock?: ClockOptions;
  /** 1 by default. */
  readonly seed?: number;
  /** 2003 by default. */
  readonly personality?: PersonalityName;
  /** Basic by default. */
  readonly auth?: SignInName;
  readonly settings?: SettingsInput;
  readonly rules?: readonly RuleInput[];
  /** Called for each finished request. */
  readonly onRequest?: (entry: JournalEntry) => void;
}
export interface MockMailbox extends NewMailbox {
  readonly password: string;
}

/** A running mock server. */
export interface MockExchange {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** The mailbox root, `http://127.0.0.1:PORT/exchange/alex/`. */
  mailboxUrl(user: string): string;
  readonly journal: readonly JournalEntry[];
  clearJournal(): void;
  /** Everything as it was at the start (or when the scenario was loaded), and an empty journal. */
  reset(): void;
  /** Delivers a message as transport would: into the Inbox, unread unless it says otherwise. */
  deliver(user: string, message: NewMessage): void;
  /** Facts for tests and the admin API: folder paths with counts. */
  folders(
    user: string,
  ): readonly { readonly path: string; readonly total: number; readonly unread: number }[];
  /** Closes every connection and the listening socket. */
  stop(): Promise<void>;
}
