import { BadCommand, type Cursor } from './cursor.ts';
import { stringOf } from './format.ts';
import type { FieldChoice, Section } from './section.ts';

/** One data item of FETCH (RFC 3501 section 6.4.5). */
export type FetchItem =
  | { readonly kind: 'flags' | 'uid' | 'date' | 'size' | 'envelope' | 'body' | 'bodystructure' }
  | {
      readonly kind: 'section';
      /** What the answer calls it. */
      readonly label: string;
      readonly section: Section;
      readonly partial: { readonly from: number; readonly count: number } | null;
    };

const FAST: readonly FetchItem[] = [{ kind: 'flags' }, { kind: 'date' }, { kind: 'size' }];
const ALL: readonly FetchItem[] = [...FAST, { kind: 'envelope' }];

function whole(label: string, what: 'all' | 'header' | 'text'): readonly FetchItem[] {
  return [{ kind: 'section', label, section: { part: [], what }, partial: null }];
}

/** Items without brackets, macros among them. */
const NAMED: ReadonlyMap<string, readonly FetchItem[]> = new Map([
  ['ALL', ALL],
  ['FAST', FAST],
  ['FULL', [...ALL, { kind: 'body' }]],
  ['FLAGS', [{ kind: 'flags' }]],
  ['UID', [{ kind: 'uid' }]],
  ['INTERNALDATE', [{ kind: 'date' }]],
  ['RFC822.SIZE', [{ kind: 'size' }]],
  ['ENVELOPE', [{ kind: 'envelope' }]],
  ['BODYSTRUCTURE', [{ kind: 'bodystructure' }]],
  ['BODY', [{ kind: 'body' }]],
  ['RFC822', whole('RFC822', 'all')],
  ['RFC822.HEADER', whole('RFC822.HEADER', 'header')],
  ['RFC822.TEXT', whole('RFC822.TEXT', 'text')],
]);

const NAME = /[A-Za-z0-9.]+/y;
const PARTS = /\d{1,4}(?:\.\d{1,4}){0,63}(?![\d])/y;
const SECTION_WORD = /[A-Za-z.]+/y;
/** No client asks for more; an answer must stay of bounded size. */
const MOST_ITEMS = 200;

/** Reads one item or a list of them. */
export function readFetchItems(cursor: Cursor): readonly FetchItem[] {
  if (!cursor.eat('(')) return readItem(cursor);
  const items: FetchItem[] = [];
  do items.push(...readItem(cursor));
  while (cursor.eat(' ') && items.length <= MOST_ITEMS);
  cursor.expect(')');
  return items;
}

function readItem(cursor: Cursor): readonly FetchItem[] {
  const name = cursor.match(NAME)?.toUpperCase() ?? '';
  // Nothing is marked as read here, so that PEEK makes no difference.
  if ((name === 'BODY' || name === 'BODY.PEEK') && cursor.eat('[')) return [readSection(cursor)];
  const found = NAMED.get(name);
  if (found === undefined) throw new BadCommand(`FETCH has no item ${name === '' ? 'of that form' : name}.`);
  return found;
}

function readSection(cursor: Cursor): FetchItem {
  const numbers = cursor.match(PARTS);
  const part = numbers?.split('.').map(Number) ?? [];
  if (part.includes(0)) throw new BadCommand('Parts are counted from 1.');
  const word = numbers === null || cursor.eat('.') ? cursor.match(SECTION_WORD)?.toUpperCase() : undefined;
  const what = word === undefined ? 'all' : readWhat(cursor, word, part.length > 0);
  cursor.expect(']');
  const partial = readPartial(cursor);
  const label = `BODY[${[numbers, word].filter((each) => each !== null && each !== undefined).join('.')}${
    typeof what === 'string' ? '' : ` (${what.names.map(asAstring).join(' ')})`
  }]${partial === null ? '' : `<${partial.from}>`}`;
  return { kind: 'section', label, section: { part, what }, partial };
}

function readWhat(cursor: Cursor, word: string, hasPart: boolean): Section['what'] {
  switch (word) {
    case 'HEADER':
      return 'header';
    case 'TEXT':
      return 'text';
    case 'HEADER.FIELDS':
      return readFieldChoice(cursor, false);
    case 'HEADER.FIELDS.NOT':
      return readFieldChoice(cursor, true);
    case 'MIME':
      if (hasPart) return 'mime';
  }
  throw new BadCommand(`A message has no section ${word}.`);
}

function readFieldChoice(cursor: Cursor, not: boolean): FieldChoice {
  cursor.space();
  cursor.expect('(');
  const names: string[] = [];
  do names.push(cursor.astring('the name of a header field').toUpperCase());
  while (cursor.eat(' '));
  cursor.expect(')');
  return { names, not };
}

function asAstring(name: string): string {
  return /^[A-Z0-9_-]+$/.test(name) ? name : stringOf(name);
}

function readPartial(cursor: Cursor): { readonly from: number; readonly count: number } | null {
  if (!cursor.eat('<')) return null;
  const from = cursor.number('where the bytes begin');
  cursor.expect('.');
  const count = cursor.number('how many bytes are wanted');
  cursor.expect('>');
  if (count === 0) throw new BadCommand('At least one byte is asked for.');
  return { from, count };
}
