/** What a mail program sees of a message in the list. */
export interface Listed {
  /** The number or path by which the protocol fetches it. */
  readonly key: string;
  /** As the server says it; exact or approximate. */
  readonly size: number;
}

/** How fetching a message ended: it came whole, a status refused it, or the connection broke. */
export type Fetched =
  | { readonly kind: 'whole' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'cut' };

/** The little that a mail program does here. */
export interface MailClient {
  /** Signs in and learns number and size of everything in the Inbox, newest first. */
  logOn(): Promise<readonly Listed[]>;
  fetch(key: string): Promise<Fetched>;
  close(): void;
}

/** Whom a client signs in as, and where. */
export interface Account {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}
