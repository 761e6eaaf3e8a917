import { refuse } from '../http/refusal.ts';

/** One condition of a list: a state token (a lock's, DAV:no-lock, or Exchange's `rt:`) or an ETag with its quotes. */
export interface Condition {
  readonly not: boolean;
  readonly kind: 'token' | 'etag';
  readonly value: string;
}

/** A parenthesised list: all of its conditions must hold. `resource` is the tag; null for the request's own URL. */
export interface ConditionList {
  readonly resource: string | null;
  readonly conditions: readonly Condition[];
}

type Sign = { readonly kind: '(' | ')' | 'not' } | { readonly kind: 'url' | 'etag'; readonly value: string };

/**
 * Reads an `If` header (RFC 4918 section 10.4.2): untagged lists or lists each under a resource tag, not both, no list
 * empty, no tag without a list. Anything else ends in 400.
 */
export function parseIf(given: string): readonly ConditionList[] {
  const signs = signsOf(given);
  const lists: ConditionList[] = [];
  let resource: string | null = null;
  let tagInUse = true;
  for (let at = 0; at < signs.length; ) {
    const sign = signs[at];
    if (sign?.kind === 'url') {
      if (!tagInUse || (resource === null && lists.length > 0)) wrong();
      resource = sign.value;
      tagInUse = false;
      at++;
    } else if (sign?.kind === '(') {
      const conditions = conditionsFrom(signs, at + 1);
      lists.push({ resource, conditions: conditions.read });
      tagInUse = true;
      at = conditions.next;
    } else wrong();
  }
  return lists.length === 0 || !tagInUse ? wrong() : lists;
}

/** The state tokens that a request submits: all that its `If` header names, wherever they stand (section 10.4.1). */
export function submittedTokens(lists: readonly ConditionList[]): ReadonlySet<string> {
  const tokens = lists.flatMap(({ conditions }) => conditions.filter(({ kind }) => kind === 'token'));
  return new Set(tokens.map(({ value }) => value));
}

/** What is true of a resource that a list speaks of. A URL that leads nowhere has no tokens and no ETag. */
export interface ResourceState {
  readonly tokens: ReadonlySet<string>;
  readonly etag: string | null;
}

/** True where one of the lists holds. DAV:no-lock is the token that nothing ever has. */
export function holds(
  lists: readonly ConditionList[],
  stateOf: (resource: string | null) => ResourceState,
): boolean {
  return lists.some(({ resource, conditions }) => {
    const state = stateOf(resource);
    return conditions.every(({ not, kind, value }) => {
      const matches = kind === 'etag' ? value === state.etag : state.tokens.has(value);
      return matches !== not;
    });
  });
}

function conditionsFrom(signs: readonly Sign[], from: number) {
  const read: Condition[] = [];
  let not = false;
  for (let at = from; at < signs.length; at++) {
    const sign = signs[at];
    switch (sign?.kind) {
      case 'not':
        if (not) wrong();
        not = true;
        break;
      case 'url':
      case 'etag':
        read.push({ not, kind: sign.kind === 'url' ? 'token' : 'etag', value: sign.value });
        not = false;
        break;
      case ')':
        return read.length === 0 || not ? wrong() : { read, next: at + 1 };
      default:
        wrong();
    }
  }
  return wrong();
}

function signsOf(given: string): readonly Sign[] {
  const pattern = /[ \t]*(?:([()])|(not)(?=[ \t<[])|<([^<>\s]+)>|\[[ \t]*((?:W\/)?"[^"]*")[ \t]*\])[ \t]*/giy;
  const signs: Sign[] = [];
  while (pattern.lastIndex < given.length) {
    const [, bracket, not, url, etag] = pattern.exec(given) ?? wrong();
    if (bracket === '(' || bracket === ')') signs.push({ kind: bracket });
    else if (not !== undefined) signs.push({ kind: 'not' });
    else if (url !== undefined) signs.push({ kind: 'url', value: url });
    else signs.push({ kind: 'etag', value: etag ?? '' });
  }
  return signs;
}

function wrong(): never {
  return refuse(400, 'The If header does not follow the grammar of RFC 4918 section 10.4.2.');
}
