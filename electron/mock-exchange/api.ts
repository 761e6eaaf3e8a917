import type { NewMailbox, NewMessage } from './store/content.ts';

/** What one journal line says of a request. Sizes in bytes, times in ms. */
export interface JournalEntry {
  readonly id: number;
  readonly at: number;
  readonly mailbox: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly durationMs: number;
  readonly rule: string | null;
  readonly committed: boolean;
}

/** How a mock server is started. Everything that lives is made by startMockExchange and ended by `stop`. */
export interface MockOptions {
  /** 127.0.0.1 by default; only loopback addresses are accepted. */
  readonly host?: string;
  /** 0 (the default) picks a free port. */
  readonly port?: number;
  readonly mailboxes: readonly MockMailbox[];
  /** Folder names of the well-known folders: English by default. */
  readonly language?: 'en' | 'nb' | 'fr' | 'zh';
  /** ms since 1970; Date.now by default. */
  readonly now?: () => number;
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
  /** Mailboxes as they were at the start, and an empty journal. */
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
