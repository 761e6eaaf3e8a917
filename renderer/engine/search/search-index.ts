import type { SearchPlace } from '../../../shared/mail/search-query.ts';

/** A message as the index holds it: what changes often, and its words. */
export interface IndexEntry {
  readonly facts: IndexFacts;
  /** null: the words are as they were. */
  readonly words: IndexWords | null;
}
export interface IndexFacts {
  readonly id: string;
  readonly folderId: string;
  /** Minus the date in ms, as in the store: newest first. */
  readonly nd: number;
  readonly size: number;
  readonly read: boolean;
  readonly flagged: boolean;
  readonly hasAttachment: boolean;
  /** Address of who sent it, in small letters; '' where that is not known. */
  readonly sender: string;
}
/** Texts as they are; the index takes the words out. */
export interface IndexWords {
  /** Names this version of the headers: while it stays the same, the words need not be put again. */
  readonly version: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly files: string;
  /** null: the text is not on this computer. */
  readonly text: string | null;
}

/** A question that needs nothing but the index: folders are looked up already, words are taken apart. */
export interface IndexQuery {
  readonly clauses: readonly IndexClause[];
  /** null: of all accounts. */
  readonly accountId: string | null;
  readonly limit: number;
}
export interface IndexClause {
  readonly term: IndexTerm;
  readonly not: boolean;
}
export type IndexTerm =
  | { readonly kind: 'row'; readonly words: readonly string[]; readonly where: SearchPlace }
  /** Every part holds. */
  | { readonly kind: 'all'; readonly terms: readonly IndexTerm[] }
  /** `before` and `after` as times in ms; undated mail is neither. */
  | { readonly kind: 'before' | 'after'; readonly at: number }
  | { readonly kind: 'larger' | 'smaller'; readonly bytes: number }
  | { readonly kind: 'is'; readonly state: 'unread' | 'read' | 'flagged' }
  | { readonly kind: 'has-attachment' }
  /** Addresses in small letters. */
  | { readonly kind: 'sent-by'; readonly addresses: readonly string[] }
  | { readonly kind: 'in'; readonly folderIds: readonly string[] };

export interface IndexResult {
  readonly ids: readonly string[];
  readonly total: number;
  /** Messages in the index, and those of them whose text was looked through. */
  readonly messages: number;
  readonly withText: number;
}

/** How far an index is, as it says itself. */
export interface IndexState {
  /** The store that it was made from; null for a new or emptied index. */
  readonly store: string | null;
  /** While it is built from the store: the last message that it has; null once it has had all of them. */
  readonly walkedTo: string | null;
}

/**
 * The words of all mail on this computer. It can be thrown away at any time and built again. Writing is all or nothing
 * a call, and durable when a call has ended; a call that fails with damage is answered by `reset`.
 */
export interface SearchIndex {
  state(): Promise<IndexState>;
  /** Empties it and begins to build it from this store. */
  reset(store: string): Promise<void>;
  /** Puts and removes messages; `walkedTo` is noted with them where it is given. */
  write(changes: {
    readonly put: readonly IndexEntry[];
    readonly remove: readonly string[];
    readonly walkedTo?: string | null;
  }): Promise<void>;
  /** Which version of their words the index has: null for none of them. */
  versions(ids: readonly string[]): Promise<readonly (string | null)[]>;
  /** Ids in the index from `from` to `to`, both included, in order, at most `limit`. */
  idsBetween(from: string, to: string, limit: number): Promise<readonly string[]>;
  find(query: IndexQuery): Promise<IndexResult>;
  /** How many messages it holds. */
  count(): Promise<number>;
  close(): Promise<void>;
}
