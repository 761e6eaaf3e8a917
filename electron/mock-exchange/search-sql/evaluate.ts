import { HTTPMAIL } from '../../../shared/exchange/names.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { StoreNode } from '../store/nodes.ts';
import { type Reader, readerOf } from '../store/properties.ts';
import type { Place } from '../store/urls.ts';
import { lexical, type PropValue } from '../store/values.ts';
import type { Comparator, Condition, Literal } from './ast.ts';
import { compareTo, likeMatcher, wildcardMatcher, wordMatcher } from './match.ts';

/** SQL's three truths: null is "unknown", which comes of comparing an absent property. */
type Truth = boolean | null;
type Predicate = (node: StoreNode, place: Place) => Truth;

/** A condition as a function: property names are looked up once, not for each row. Unknown rows are left out. */
export function compile(condition: Condition | null): (node: StoreNode, place: Place) => boolean {
  if (condition === null) return () => true;
  const predicate = build(condition);
  return (node, place) => predicate(node, place) === true;
}

function build(condition: Condition): Predicate {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return junction(condition.kind, build(condition.left), build(condition.right));
    case 'not': {
      const of = build(condition.of);
      return (node, place) => {
        const truth = of(node, place);
        return truth === null ? null : !truth;
      };
    }
    case 'compare':
      return comparison(readerOf(condition.property), condition.by, condition.to);
    case 'any':
    case 'all':
      return quantified(condition.kind, readerOf(condition.property), condition.by, condition.of);
    case 'matches':
      return onText(readerOf(condition.property), wildcardMatcher(condition.pattern));
    case 'like':
      return onText(readerOf(condition.property), likeMatcher(condition.pattern));
    case 'null': {
      const read = readerOf(condition.property);
      return (node, place) => read(node, place) === undefined;
    }
    case 'contains':
      return contains(
        condition.property === null ? FULL_TEXT.map(readerOf) : [readerOf(condition.property)],
        condition.words,
      );
    default:
      return assertNever(condition);
  }
}

const FULL_TEXT = ['subject', 'from', 'to', 'textdescription'].map((name) => ({ namespace: HTTPMAIL, name }));

/** The second side is read only where the first does not decide: body texts are expensive. */
function junction(kind: 'and' | 'or', left: Predicate, right: Predicate): Predicate {
  const decides = kind === 'or';
  return (node, place) => {
    const first = left(node, place);
    if (first === decides) return decides;
    const second = right(node, place);
    if (second === decides) return decides;
    return first === null || second === null ? null : !decides;
  };
}

function comparison(read: Reader, by: Comparator, literal: Literal): Predicate {
  const compare = compareTo(literal);
  return (node, place) => {
    const value = read(node, place);
    const order = value === undefined ? null : compare(value);
    return order === null ? null : holds(by, order);
  };
}

function holds(by: Comparator, order: number): boolean {
  switch (by) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return assertNever(by);
  }
}

/** `= ANY ARRAY[…]`: some value of the property holds for some (ANY) or for every (ALL) value of the list. */
function quantified(
  kind: 'any' | 'all',
  read: Reader,
  by: Comparator,
  wanted: readonly Literal[],
): Predicate {
  const compares = wanted.map(compareTo);
  return (node, place) => {
    const value = read(node, place);
    if (value === undefined) return null;
    const each: readonly PropValue[] =
      value.kind === 'list' ? value.values.map((one) => ({ kind: 'string', text: one })) : [value];
    const holdsFor = (compare: (typeof compares)[number]) =>
      each.some((one) => {
        const order = compare(one);
        return order !== null && holds(by, order);
      });
    return kind === 'any' ? compares.some(holdsFor) : compares.every(holdsFor);
  };
}

function onText(read: Reader, matches: (text: string) => boolean): Predicate {
  return (node, place) => {
    const value = read(node, place);
    return value === undefined ? null : matches(lexical(value));
  };
}

function contains(readers: readonly Reader[], words: string): Predicate {
  const matches = wordMatcher(words);
  return (node, place) => {
    const values = readers.map((read) => read(node, place)).filter((value) => value !== undefined);
    return values.length === 0 ? null : matches(values.map(lexical).join('\n'));
  };
}
