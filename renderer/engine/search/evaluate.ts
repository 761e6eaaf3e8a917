import { assertNever } from '../../../shared/errors.ts';
import type { FactTable } from './facts.ts';
import type { IndexClause, IndexTerm } from './search-index.ts';

/** A set of messages by their numbers: 1 at each that belongs to it. */
export type NumberSet = Uint8Array;

/** What holds for a message of this number. */
type Test = (number: number) => boolean;

/** Words that follow one another. */
export type Words = Extract<IndexTerm, { kind: 'row' }>;

/** What the index knows beside facts. */
export interface Lookups {
  /** The messages in which a row of words occurs. */
  words(term: Words): NumberSet;
  /** The numbers of folders. */
  folders(ids: readonly string[]): ReadonlySet<number>;
  /** The numbers of senders. */
  senders(addresses: readonly string[]): ReadonlySet<number>;
}

/** The messages of these folders for which all clauses hold. */
export function matching(
  facts: FactTable,
  folders: ReadonlySet<number>,
  clauses: readonly IndexClause[],
  lookups: Lookups,
): readonly number[] {
  // Facts cost nothing to ask, so that words come last; each set of words is looked up once.
  const tests = clauses.map(({ term, not }): Test => {
    const test = testOf(term, facts, lookups);
    return not ? (number) => !test(number) : test;
  });
  const found: number[] = [];
  for (let number = 1; number < facts.end; number += 1) {
    if (!folders.has(facts.folder(number))) continue;
    if (tests.every((test) => test(number))) found.push(number);
  }
  return found;
}

function testOf(term: IndexTerm, facts: FactTable, lookups: Lookups): Test {
  switch (term.kind) {
    case 'row': {
      const set = lookups.words(term);
      return (number) => set[number] === 1;
    }
    case 'all': {
      const tests = term.terms.map((each) => testOf(each, facts, lookups));
      return (number) => tests.every((test) => test(number));
    }
    case 'before':
      return (number) => facts.nd(number) !== 0 && -facts.nd(number) < term.at;
    case 'after':
      return (number) => facts.nd(number) !== 0 && -facts.nd(number) >= term.at;
    case 'larger':
      return (number) => facts.size(number) > term.bytes;
    case 'smaller':
      return (number) => facts.size(number) < term.bytes;
    case 'is':
      return stateTest(term.state, facts);
    case 'has-attachment':
      return (number) => facts.hasAttachment(number);
    case 'sent-by': {
      const wanted = lookups.senders(term.addresses);
      return (number) => wanted.has(facts.sender(number));
    }
    case 'in': {
      const wanted = lookups.folders(term.folderIds);
      return (number) => wanted.has(facts.folder(number));
    }
    default:
      return assertNever(term);
  }
}

function stateTest(state: 'unread' | 'read' | 'flagged', facts: FactTable): Test {
  switch (state) {
    case 'unread':
      return (number) => !facts.isRead(number);
    case 'read':
      return (number) => facts.isRead(number);
    case 'flagged':
      return (number) => facts.isFlagged(number);
    default:
      return assertNever(state);
  }
}

/** The newest of these, newest first, at most `limit`; of equal age the one that came later is first. */
export function newest(facts: FactTable, numbers: readonly number[], limit: number): readonly number[] {
  const byAge = (a: number, b: number) => facts.nd(a) - facts.nd(b) || b - a;
  if (numbers.length <= limit) return [...numbers].sort(byAge);
  if (limit <= 0) return [];
  // Sorting bare numbers is ten times faster than sorting by a function: it finds the age at which to cut.
  const ages = new Float64Array(numbers.length);
  for (const [nth, number] of numbers.entries()) ages[nth] = facts.nd(number);
  const cut = ages.sort()[limit - 1] ?? 0;
  return numbers
    .filter((number) => facts.nd(number) <= cut)
    .sort(byAge)
    .slice(0, limit);
}
