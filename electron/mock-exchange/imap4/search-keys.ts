import { headerValue } from '../store/headers.ts';
import type { Item } from '../store/nodes.ts';
import { BadCommand, type Cursor } from './cursor.ts';
import type { Flag } from './flags.ts';
import { dayOf } from './format.ts';
import { placesIn, readSequenceSet, type SequenceSet } from './sequence-set.ts';
import { type Entry, flagsOf, type View } from './view.ts';

/** What a search asks about one message. */
export interface Candidate {
  readonly entry: Entry;
  /** From 0. */
  readonly place: number;
  /** As RFC822.SIZE tells it; may cost a conversion. */
  size(): Promise<number>;
}

/** One search key, ready to be asked (RFC 3501 section 6.4.4). */
export type SearchKey = (candidate: Candidate) => boolean | Promise<boolean>;

/** Brackets and NOT may be nested so deep. */
const MOST_DEPTH = 50;
const DAY_MS = 86_400_000;
const WORD = /[A-Za-z]+/y;
const DATE = /"?(\d{1,2}-[A-Za-z]{3}-\d{4})"?/y;

/** Reads all keys of a search; a message must answer to each of them. */
export function readSearchKeys(cursor: Cursor, view: View, depth = 0): SearchKey {
  const keys: SearchKey[] = [];
  do keys.push(readKey(cursor, view, depth));
  while (cursor.eat(' '));
  return async (candidate) => {
    for (const key of keys) if (!(await key(candidate))) return false;
    return true;
  };
}

function readKey(cursor: Cursor, view: View, depth: number): SearchKey {
  if (depth > MOST_DEPTH) throw new BadCommand('The search is nested too deep.');
  if (cursor.eat('(')) {
    const inner = readSearchKeys(cursor, view, depth + 1);
    cursor.expect(')');
    return inner;
  }
  const word = cursor.match(WORD)?.toUpperCase();
  if (word === undefined) return among(view, readSequenceSet(cursor), false);
  const simple = SIMPLE.get(word);
  if (simple !== undefined) return ({ entry }) => simple(entry);
  cursor.space();
  return readKeyWithArgument(word, cursor, view, depth);
}

/** Keys that are about a flag or nothing at all. No message is recent, because nobody is told of it for the first time. */
const SIMPLE: ReadonlyMap<string, (entry: Entry) => boolean> = new Map([
  ['ALL', () => true],
  ['RECENT', () => false],
  ['NEW', () => false],
  ['OLD', () => true],
  ['ANSWERED', has('\\Answered')],
  ['UNANSWERED', hasNot('\\Answered')],
  ['DELETED', has('\\Deleted')],
  ['UNDELETED', hasNot('\\Deleted')],
  ['DRAFT', has('\\Draft')],
  ['UNDRAFT', hasNot('\\Draft')],
  ['FLAGGED', has('\\Flagged')],
  ['UNFLAGGED', hasNot('\\Flagged')],
  ['SEEN', has('\\Seen')],
  ['UNSEEN', hasNot('\\Seen')],
]);

function has(flag: Flag): (entry: Entry) => boolean {
  return (entry) => flagsOf(entry).includes(flag);
}

function hasNot(flag: Flag): (entry: Entry) => boolean {
  return (entry) => !flagsOf(entry).includes(flag);
}

function readKeyWithArgument(word: string, cursor: Cursor, view: View, depth: number): SearchKey {
  switch (word) {
    case 'NOT': {
      const key = readKey(cursor, view, depth + 1);
      return async (candidate) => !(await key(candidate));
    }
    case 'OR': {
      const one = readKey(cursor, view, depth + 1);
      cursor.space();
      const other = readKey(cursor, view, depth + 1);
      return async (candidate) => (await one(candidate)) || other(candidate);
    }
    case 'UID':
      return among(view, readSequenceSet(cursor), true);
    case 'KEYWORD':
    case 'UNKEYWORD':
      cursor.atom('a keyword');
      return () => word === 'UNKEYWORD';
    case 'LARGER':
    case 'SMALLER':
      return bySize(word, cursor.number('a size'));
    case 'HEADER':
      return byHeader(cursor);
    default:
      return byDate(word, cursor) ?? byText(word, cursor);
  }
}

function among({ entries }: View, set: SequenceSet, byUid: boolean): SearchKey {
  const numbers = entries.map(({ uid }, place) => (byUid ? uid : place + 1));
  const places = new Set(placesIn(set, numbers));
  return ({ place }) => places.has(place);
}

function bySize(word: 'LARGER' | 'SMALLER', limit: number): SearchKey {
  return async (candidate) => {
    const size = await candidate.size();
    return word === 'LARGER' ? size > limit : size < limit;
  };
}

function byHeader(cursor: Cursor): SearchKey {
  const name = cursor.astring('the name of a header field');
  cursor.space();
  const wanted = readText(cursor);
  return ({ entry: { item } }) => {
    const raw = headerValue(item.content.summary.rawHeaders, name);
    if (raw === undefined) return false;
    return holds(`${raw}\n${DECODED.get(name.toUpperCase())?.(item) ?? ''}`, wanted);
  };
}

/** Dates are compared by day and without their time zone (RFC 3501 section 6.4.4): here the day in UTC. */
function byDate(word: string, cursor: Cursor): SearchKey | null {
  const [, sent, relation] = /^(SENT)?(BEFORE|ON|SINCE)$/.exec(word) ?? [];
  if (relation === undefined) return null;
  const day = dayOf(cursor.match(DATE) ?? '');
  if (day === null) throw new BadCommand(`${word} takes a date such as 2-Nov-2026.`);
  return ({ entry: { item } }) => {
    const at = sent === undefined ? item.received : item.content.summary.date;
    if (at === null) return false;
    const its = Math.floor(at / DAY_MS) * DAY_MS;
    return relation === 'ON' ? its === day : relation === 'SINCE' ? its >= day : its < day;
  };
}

/** Texts as people read them: properties hold them decoded, and reading properties converts nothing (reference 6.3). */
const DECODED: ReadonlyMap<string, (item: Item) => string> = new Map([
  ['FROM', ({ content }) => content.summary.from],
  ['TO', ({ content }) => content.summary.to],
  ['CC', ({ content }) => content.summary.cc],
  ['BCC', ({ content }) => content.summary.bcc],
  ['SUBJECT', ({ content }) => content.summary.subject],
]);

const TEXTS: ReadonlyMap<string, (item: Item) => string> = new Map([
  ...DECODED,
  ['BODY', bodyText],
  [
    'TEXT',
    (item) =>
      `${[...DECODED.values()].map((read) => read(item)).join('\n')}\n${item.content.summary.rawHeaders}\n${bodyText(item)}`,
  ],
]);

function bodyText({ content }: Item): string {
  return `${content.text()}\n${content.html() ?? ''}`;
}

function byText(word: string, cursor: Cursor): SearchKey {
  const read = TEXTS.get(word);
  if (read === undefined) throw new BadCommand(`SEARCH has no key ${word}.`);
  const wanted = readText(cursor);
  return ({ entry: { item } }) => holds(read(item), wanted);
}

/** US-ASCII and UTF-8, which are read alike. */
function readText(cursor: Cursor): string {
  return Buffer.from(cursor.astring('a text'), 'latin1').toString('utf8').toLowerCase();
}

function holds(text: string, wanted: string): boolean {
  return text.toLowerCase().includes(wanted);
}
