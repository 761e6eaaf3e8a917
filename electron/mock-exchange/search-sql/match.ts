import { type PropValue, lexical, parseBoolean, parseDate, parseNumber } from '../store/values.ts';
import type { Literal } from './ast.ts';

/**
 * Compares values with a literal that is read as the property's own type, as Exchange does: `= '1'` for booleans,
 * `>= '2026/11/01 00:00:00'` for dates (reference 7.1). null where the literal is no value of that type.
 */
export function compareTo(literal: Literal): (value: PropValue) => number | null {
  const truth = parseBoolean(literal.text);
  const number = parseNumber(literal.text);
  const when = parseDate(literal.text);
  const words = fold(literal.text);
  return (value) => {
    switch (value.kind) {
      case 'boolean':
        return truth === null ? null : Number(value.on) - Number(truth);
      case 'number':
        return difference(value.value, number ?? (truth === null ? null : Number(truth)));
      case 'date':
        return difference(value.ms, when);
      default:
        return order(fold(lexical(value)), words);
    }
  };
}

/** Orders two values of one property; absent values come first. */
export function compareValues(left: SortValue, right: SortValue): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return order(String(left), String(right));
}

/** What rows are sorted by: made once for each row. */
export type SortValue = number | string | null;

export function sortValue(value: PropValue | undefined): SortValue {
  if (value === undefined) return null;
  switch (value.kind) {
    case 'boolean':
      return Number(value.on);
    case 'number':
      return value.value;
    case 'date':
      return value.ms;
    default:
      return fold(lexical(value));
  }
}

/** LIKE with `%` at any place, case ignored. Linear: no pattern can make it search for long. */
export function likeMatcher(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = fold(pattern).split('%');
  const last = rest.pop();
  if (last === undefined) return (text) => fold(text) === first;
  return (given) => {
    const text = fold(given);
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return text.endsWith(last) && text.length - last.length >= at;
  };
}

/** MATCHES: `*` for any text, `?` for one character, case ignored. Goes back at most to the last `*`. */
export function wildcardMatcher(pattern: string): (text: string) => boolean {
  const wanted = fold(pattern);
  return (given) => {
    const text = fold(given);
    let [at, on, star, mark] = [0, 0, -1, 0];
    while (at < text.length) {
      if (wanted[on] === '*') [star, mark, on] = [on, at, on + 1];
      else if (wanted[on] === '?' || wanted[on] === text[at]) [at, on] = [at + 1, on + 1];
      else if (star < 0) return false;
      else [on, at, mark] = [star + 1, mark + 1, mark + 1];
    }
    return /^\**$/.test(wanted.slice(on));
  };
}

/**
 * CONTAINS and FREETEXT: words joined by AND (or nothing) and OR, `"a phrase"`, `begin*`. Every word must stand at the
 * beginning of a word of the text.
 */
export function wordMatcher(words: string): (text: string) => boolean {
  const groups = words.split(/\s+OR\s+/i).map(termsOf);
  return (given) => {
    const text = fold(given);
    return groups.some((terms) => terms.length > 0 && terms.every((term) => hasWord(text, term)));
  };
}

function termsOf(group: string): readonly string[] {
  const terms = group.match(/"[^"]*"|[^\s"]+/g) ?? [];
  return terms
    .filter((each) => !/^and$/i.test(each))
    .map((each) => fold(each.replace(/^"|"$/g, '').replace(/\*$/, '').trim()))
    .filter((each) => each !== '');
}

function hasWord(text: string, term: string): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function difference(left: number, right: number | null): number | null {
  return right === null ? null : left - right;
}

function order(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
