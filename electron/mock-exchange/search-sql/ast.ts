import type { PropertyName } from '../store/property-names.ts';

/** A query as values. Positions are 1-based characters into the SQL text. */
export interface Query {
  /** null: `SELECT *`. */
  readonly columns: readonly Column[] | null;
  readonly scopes: readonly Scope[];
  readonly where: Condition | null;
  readonly orderBy: readonly SortKey[];
  readonly groupBy: readonly PropertyName[];
  /** Everything after the columns as written: pages of one listing share it. */
  readonly tail: string;
  /** FROM and WHERE as written: what a collblob is good for (reference 3.14). */
  readonly identity: string;
}
export interface Column {
  readonly property: PropertyName;
  readonly alias: string | null;
}
export interface Scope {
  readonly depth: 'shallow' | 'deep' | 'hierarchical';
  /** As written: empty, a path (decoded or not) or an absolute URL. */
  readonly url: string;
}
export interface SortKey {
  readonly property: PropertyName;
  readonly descending: boolean;
}
export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';
/** `cast` is the type name of CAST(… AS 'type'); null for a bare literal. */
export interface Literal {
  readonly text: string;
  readonly cast: string | null;
}
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'compare';
      readonly property: PropertyName;
      readonly by: Comparator;
      readonly to: Literal;
    }
  /** Every or any value of the list holds the comparison with some value of the property. */
  | {
      readonly kind: 'any' | 'all';
      readonly property: PropertyName;
      readonly by: Comparator;
      readonly of: readonly Literal[];
    }
  | { readonly kind: 'matches'; readonly property: PropertyName; readonly pattern: string }
  | { readonly kind: 'like'; readonly property: PropertyName; readonly pattern: string }
  | { readonly kind: 'null'; readonly property: PropertyName }
  /** property null: subject and body. */
  | { readonly kind: 'contains'; readonly property: PropertyName | null; readonly words: string };

/** CONTAINS or FREETEXT anywhere in a condition. */
export function asksFullText(condition: Condition | null): boolean {
  switch (condition?.kind) {
    case 'and':
    case 'or':
      return asksFullText(condition.left) || asksFullText(condition.right);
    case 'not':
      return asksFullText(condition.of);
    default:
      return condition?.kind === 'contains';
  }
}
