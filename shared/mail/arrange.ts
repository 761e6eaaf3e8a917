import { assertNever } from '../errors.ts';
import { parseAddresses } from './addresses.ts';
import type { ArrangedFacts, ArrangedGroup, Arrangement, Band, Heading, Sort } from './arrangement.ts';
import { baseSubject } from './base-subject.ts';
import { dueTime, isComplete } from './follow-up.ts';

/** What texts are compared by, and which local day (minus its number, 1 for none) a message is of, and which is today. */
export interface ArrangeDeps {
  readonly locale?: string;
  readonly ndayOf: (nd: number) => number;
  readonly today: number;
}

/** A message, what it is sorted by, and the heading that it stands under. */
interface Placed {
  readonly facts: ArrangedFacts;
  readonly key: string | number;
  readonly heading: Heading;
}

const KB = 1024;
const MB = 1024 * KB;

/**
 * Puts messages into the order that a person chose, under headings. What is equal stands newest first, whichever end
 * comes first; a category has each of its messages, so one that is in two categories stands under the first by name.
 */
export function arrange(
  messages: readonly ArrangedFacts[],
  { sort, descending }: Pick<Arrangement, 'sort' | 'descending'>,
  deps: ArrangeDeps,
): readonly ArrangedGroup[] {
  const collator = new Intl.Collator(deps.locale, { numeric: true, sensitivity: 'base' });
  const placed = messages.map((facts) => placedBy(sort, facts, deps));
  const turn = descending ? -1 : 1;
  placed.sort(
    (a, b) =>
      // What has no name, no subject or no category comes last from either end.
      Number(a.key === '') - Number(b.key === '') ||
      turn * compare(a.key, b.key, collator) ||
      a.facts.nd - b.facts.nd ||
      (a.facts.id < b.facts.id ? -1 : 1),
  );
  return groupsOf(placed);
}

function compare(a: string | number, b: string | number, collator: Intl.Collator): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

function groupsOf(placed: readonly Placed[]): readonly ArrangedGroup[] {
  const groups: { readonly heading: Heading; readonly ids: string[]; unread: number }[] = [];
  for (const { facts, heading } of placed) {
    const last = groups.at(-1);
    const group = last && isSame(last.heading, heading) ? last : { heading, ids: [], unread: 0 };
    if (group !== last) groups.push(group);
    group.ids.push(facts.id);
    group.unread += facts.read ? 0 : 1;
  }
  return groups;
}

function isSame(a: Heading, b: Heading): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function placedBy(sort: Sort, facts: ArrangedFacts, deps: ArrangeDeps): Placed {
  const band = (key: string | number, name: Band): Placed => ({
    facts,
    key,
    heading: { kind: 'band', band: name },
  });
  const text = (key: string, name: string): Placed => ({ facts, key, heading: { kind: 'text', text: name } });
  switch (sort) {
    case 'date':
      // `nd` is negated: the newest has the smallest.
      return { facts, key: -facts.nd, heading: { kind: 'day', nday: deps.ndayOf(facts.nd) } };
    case 'from': {
      const [sender] = parseAddresses(facts.from);
      const name = sender?.name || sender?.address || '';
      return name === '' ? band('', 'no sender') : text(name, name);
    }
    case 'subject': {
      const subject = baseSubject(facts.subject);
      const [letter = ''] = subject;
      return subject === '' ? band('', 'no subject') : text(subject, letter.toUpperCase());
    }
    case 'size':
      return band(facts.size, sizeBand(facts.size));
    case 'flag':
      return band(flagKey(facts), flagBand(facts, deps.today));
    case 'unread':
      return band(Number(!facts.read), facts.read ? 'read' : 'unread');
    case 'attachment':
      return band(
        Number(facts.hasAttachment),
        facts.hasAttachment ? 'with attachment' : 'without attachment',
      );
    case 'category': {
      const [first] = facts.categories.toSorted();
      return first === undefined ? band('', 'no category') : text(first, first);
    }
    default:
      return assertNever(sort);
  }
}

/** The larger, the more it wants to be seen: what is due first, before what has no date, what is complete and the rest. */
function flagKey(facts: ArrangedFacts): number {
  if (isComplete(facts)) return 1;
  if (!facts.flagged) return 0;
  const due = facts.followUp?.due;
  return due === undefined ? 2 : 2 + 1 / (due + 1);
}

function flagBand(facts: ArrangedFacts, today: number): Band {
  if (isComplete(facts)) return 'complete';
  return facts.flagged ? dueTime(facts.followUp?.due, today) : 'not flagged';
}

function sizeBand(bytes: number): Band {
  if (bytes > 10 * MB) return 'over 10 MB';
  if (bytes > MB) return '1 to 10 MB';
  if (bytes > 100 * KB) return '100 KB to 1 MB';
  return bytes > 10 * KB ? '10 to 100 KB' : 'under 10 KB';
}
