import type { FlagState } from './follow-up.ts';
import type { SearchClause } from './search-query.ts';

/** What a list of messages can be sorted by. */
export const SORTS = ['date', 'from', 'subject', 'size', 'flag', 'unread', 'category', 'attachment'] as const;
export type Sort = (typeof SORTS)[number];

/** How a folder's list stands: by what, from which end, and what of it is shown. */
export interface Arrangement {
  readonly sort: Sort;
  /** The newest, the largest, flagged ones, "Z" first. */
  readonly descending: boolean;
  /** All must hold; none: the whole folder. */
  readonly clauses: readonly SearchClause[];
}

/** What of a message decides where it stands. */
export interface ArrangedFacts extends FlagState {
  readonly id: string;
  readonly nd: number;
  readonly from: string;
  readonly subject: string;
  readonly size: number;
  readonly read: boolean;
  readonly categories: readonly string[];
  readonly hasAttachment: boolean;
}

/** Neighbours in an arranged list under one heading. */
export interface ArrangedGroup {
  readonly heading: Heading;
  /** In their order. */
  readonly ids: readonly string[];
  readonly unread: number;
}
/** What a heading says: a text from the messages, a local day, or one of a few sorts of messages. */
export type Heading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'day'; readonly nday: number }
  | { readonly kind: 'band'; readonly band: Band };
export type Band =
  | 'over 10 MB'
  | '1 to 10 MB'
  | '100 KB to 1 MB'
  | '10 to 100 KB'
  | 'under 10 KB'
  | 'overdue'
  | 'today'
  | 'tomorrow'
  | 'this week'
  | 'later'
  | 'no date'
  | 'complete'
  | 'not flagged'
  | 'unread'
  | 'read'
  | 'with attachment'
  | 'without attachment'
  | 'no category'
  | 'no sender'
  | 'no subject';

/** Whether a list stands as every list begins. */
export function isUsual({ sort, descending, clauses }: Arrangement): boolean {
  return sort === 'date' && descending && clauses.length === 0;
}

/** Which end comes first where nobody has said: what one looks for, large before small, "A" before "Z". */
export function descendsAtFirst(sort: Sort): boolean {
  return sort !== 'from' && sort !== 'subject' && sort !== 'category';
}
