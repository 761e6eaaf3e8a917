import type { FlagState, FollowUp } from './follow-up.ts';

/**
 * The words both dialects and the window use for mail. Plain values: they cross ports and are stored.
 * Times are milliseconds since 1970 UTC; sizes are bytes; text is decoded Unicode, never trimmed or turned into numbers.
 */

/** What a folder is for, found by role and never by its (localised) name. */
export type FolderRole = 'inbox' | 'drafts' | 'sent' | 'deleted' | 'outbox' | 'junk' | 'none';

/** A folder as the server describes it. `path` is the identity: decoded, no origin, no trailing slash. */
export interface Folder {
  readonly path: string;
  /** The server's own spelling, used in requests. */
  readonly href: string;
  readonly parentPath: string | null;
  readonly name: string;
  readonly role: FolderRole;
  /** Items that are messages; null where the server does not say. */
  readonly total: number | null;
  readonly unread: number | null;
  /** Changes when the folder's content changes (repl contenttag); null where the server has none. */
  readonly contentTag: string | null;
}

/** How a message is named in requests: href first, the permanent URL when the href is gone. */
export interface ItemRef {
  readonly href: string;
  readonly permanentUrl: string | null;
}

/** A message that is to be moved. By its Message-ID it is known again where it went and no answer came. */
export interface MovedItem extends ItemRef {
  readonly messageId: string | null;
}

/** Header fields that rules ask for, as they were written; '' where the message lacks one. */
export interface HeaderFields {
  readonly cc: string;
  readonly sender: string;
  readonly listId: string;
}

/** One row of a message list, from properties alone (no body is fetched for it). */
export interface MessageHeader extends ItemRef {
  /** Stable within an account: the permanent URL's path, else the href's. */
  readonly key: string;
  readonly subject: string;
  /** As the server prints it: `"Name" <address>`, or a bare name or address. Empty where unknown. */
  readonly from: string;
  readonly to: string;
  /** Delivery time, else creation time; null where the server has neither. */
  readonly date: number | null;
  readonly size: number;
  readonly read: boolean;
  /** Flagged for follow-up; one that is marked complete is not. */
  readonly flagged: boolean;
  /** By when, or that it is complete; absent where a flag says no more than that it is set, and where there is none. */
  readonly followUp?: FollowUp;
  readonly categories: readonly string[];
  readonly hasAttachment: boolean;
  readonly messageId: string | null;
  /** Message-IDs that it names as before it, oldest first; absent where it names none. */
  readonly references?: readonly string[];
  /** What all messages of its conversation share of their Thread-Index; absent where it has none. */
  readonly conversation?: string;
  /** Where its header was read for the row; absent where a listing knows nothing of these. */
  readonly fields?: HeaderFields;
  /** The start of the text, where the server gives it; else empty. */
  readonly preview: string;
}

/** One mark of a message, as a person sets it: the categories are all that it has then, and so is what a flag says. */
export type Mark =
  | { readonly kind: 'read'; readonly read: boolean }
  | ({ readonly kind: 'flag' } & FlagState)
  | { readonly kind: 'categories'; readonly categories: readonly string[] };

/** Where the next page of a newest-first listing starts: rows not newer than `before`, less `skip` already seen at exactly that time. */
export interface PageCursor {
  /** null: from the newest. */
  readonly before: number | null;
  readonly skip: number;
  /** 'undated' once every dated row was seen. */
  readonly phase: 'dated' | 'undated';
}

/** The first page. */
export const FIRST_PAGE: PageCursor = { before: null, skip: 0, phase: 'dated' };

/** An address as parsed from a header. Either part may be empty; a broken address keeps its raw text in `name`. */
export interface Address {
  readonly name: string;
  readonly address: string;
}

/** An attachment with an address of its own on the server (X-MS-ENUMATTS). */
export interface RemoteAttachment {
  readonly href: string;
  readonly name: string;
  readonly mimeType: string;
  /** null where the server does not say. */
  readonly size: number | null;
  readonly contentId: string | null;
}

/** null: these are all folders; else there are more than the so many that were looked at, and those are left alone. */
export type FoldersEnd = { readonly cutAt: number } | null;
