/**
 * What a person looks for, taken apart. All terms must hold at once. Words are matched without regard
 * to case and accents, and from their beginning: "inv" finds "Invoice".
 */
export type SearchTerm =
  | {
      readonly kind: 'words';
      /** As typed. With `phrase`, the words follow one another. */
      readonly text: string;
      readonly phrase: boolean;
      readonly where: SearchPlace;
    }
  /** `before:` is exclusive, `after:` inclusive; local midnight in ms. */
  | { readonly kind: 'before' | 'after'; readonly at: number }
  | { readonly kind: 'larger' | 'smaller'; readonly bytes: number }
  | { readonly kind: 'is'; readonly state: 'unread' | 'read' | 'flagged' }
  | { readonly kind: 'has-attachment' }
  /** Its sender is in an address book, or somebody whom one has written to; servers know no such thing. */
  | { readonly kind: 'from-known' }
  /** The beginning of a folder's name, or its whole path. */
  | { readonly kind: 'in'; readonly folder: string };

/** Where words are looked for; 'anywhere' is headers, text and names of attachments. */
export type SearchPlace = 'anywhere' | 'from' | 'to' | 'subject' | 'filename';

/** The same term, but it must not hold: `-from:anna`. */
export interface SearchClause {
  readonly term: SearchTerm;
  readonly not: boolean;
}

/** What a server is asked: in which folder is said beside it. */
export type ServerTerm = Exclude<SearchTerm, { readonly kind: 'in' | 'from-known' }>;
export interface ServerClause {
  readonly term: ServerTerm;
  readonly not: boolean;
}
