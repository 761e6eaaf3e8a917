import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../electron/mock-exchange/imap4/command-reader.ts';
import { BadCommand, Cursor } from '../../../electron/mock-exchange/imap4/cursor.ts';
import { readFetchItems } from '../../../electron/mock-exchange/imap4/fetch-items.ts';
import { fits } from '../../../electron/mock-exchange/imap4/folders.ts';
import { stringOf } from '../../../electron/mock-exchange/imap4/format.ts';
import { decodeMailboxName, encodeMailboxName } from '../../../electron/mock-exchange/imap4/mailbox-names.ts';
import { mimeTree } from '../../../electron/mock-exchange/imap4/mime-tree.ts';
import { headerEndOf } from '../../../electron/mock-exchange/imap4/section.ts';
import { placesIn, readSequenceSet } from '../../../electron/mock-exchange/imap4/sequence-set.ts';
import { LineTooLong, newLineReader } from '../../../electron/mock-exchange/line-server/line-reader.ts';
import { dotStuffed, topOf } from '../../../electron/mock-exchange/pop3/dot-stuffing.ts';
import type { ByteSource } from '../../../electron/mock-exchange/store/bytes.ts';

/** A text in pieces of these sizes, over and over. */
function pieces(text: string, sizes: readonly number[]): readonly Buffer[] {
  const bytes = Buffer.from(text, 'latin1');
  const found: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    found.push(bytes.subarray(at, at + size));
    at += size;
  }
  return found;
}

async function* arriving(list: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* list;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
const binary = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
const never = () => Promise.resolve();

describe('the command reader', () => {
  it('finds the same commands however they arrive', async () => {
    const argument = binary.map((text) => text.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(argument, { maxLength: 4 }), sizes, async (values, cut) => {
        const strings = values.map((value) => stringOf(value).replace(/^\{(\d+)\}/, '{$1+}'));
        const wire = `a1 TEST${strings.map((each) => ` ${each}`).join('')}\r\nb2 noop\r\n`;
        const reader = newLineReader(arriving(pieces(wire, cut)));
        const first = await readCommand(reader, never);
        expect(first).toMatchObject({ tag: 'a1', verb: 'TEST', unreadable: null });
        const read = values.map(() => {
          first?.cursor.space();
          return first?.cursor.astring('a text');
        });
        expect(read).toEqual(values);
        first?.cursor.end();
        expect(await readCommand(reader, never)).toMatchObject({ tag: 'b2', verb: 'NOOP' });
        expect(await readCommand(reader, never)).toBeNull();
      }),
    );
  });

  it('comes to an end with whatever bytes there are, and only fails as it says', async () => {
    const grammar = fc.array(
      fc.oneof(
        binary,
        fc.constantFrom(
          '\r\n',
          ' ',
          'a FETCH 1 ',
          '(',
          ')',
          '{3}',
          '{9999999+}',
          '"',
          '\\',
          'BODY[',
          ']',
          '<0.1>',
          '\0',
        ),
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(grammar, sizes, async (words, cut) => {
        const reader = newLineReader(arriving(pieces(words.join(''), cut)));
        try {
          for (
            let command = await readCommand(reader, never);
            command;
            command = await readCommand(reader, never)
          ) {
            parse(command.cursor);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(LineTooLong);
        }
      }),
    );
  });
});

function parse(cursor: Cursor): void {
  try {
    cursor.space();
    readSequenceSet(cursor);
    cursor.space();
    readFetchItems(cursor);
    cursor.end();
  } catch (error) {
    expect(error).toBeInstanceOf(BadCommand);
  }
}

describe('names and numbers', () => {
  it('come back from modified UTF-7 as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const encoded = encodeMailboxName(name);
        expect(encoded).toMatch(/^[\x20-\x7e]*$/);
        expect(decodeMailboxName(encoded)).toBe(name);
      }),
    );
    for (const broken of ['&', 'a&b', '&A-', '&!!!-']) expect(decodeMailboxName(broken)).toBeNull();
  });

  it('fit a pattern exactly where a regular expression does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'å'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'å', '*', '%'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, letters, (given, path) => {
        const expression = given.replaceAll('*', '[^]*').replaceAll('%', '[^/]*');
        expect(fits(given, path)).toBe(new RegExp(`^${expression}$`).test(path));
      }),
    );
  });

  it('fit a pattern of nothing but stars at once', () => {
    expect(fits('*a'.repeat(400), 'a'.repeat(399))).toBe(false);
  });

  it('name the messages of a sequence set once and in order', () => {
    const number = fc.oneof(fc.integer({ min: 1, max: 60 }).map(String), fc.constant('*'));
    const range = fc.oneof(
      number,
      fc.tuple(number, number).map((ends) => ends.join(':')),
    );
    const uids = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }))
      .map((list) => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), uids, (ranges, numbers) => {
        const last = numbers.at(-1) ?? 0;
        const value = (text: string) => (text === '*' ? last : Number(text));
        const isNamed = (each: number) =>
          ranges.some((one) => {
            const [a = '', b = a] = one.split(':');
            return each >= Math.min(value(a), value(b)) && each <= Math.max(value(a), value(b));
          });
        const places = placesIn(readSequenceSet(new Cursor(ranges.join(','))), numbers);
        expect(places.map((place) => numbers[place])).toEqual(numbers.filter(isNamed));
      }),
    );
  });
});

const line = fc.constantFrom(
  '',
  '.',
  '..',
  'text',
  '--b',
  '--b--',
  '--in',
  '--in--',
  '-',
  '--',
  ' folded',
  'Content-Type: multipart/mixed; boundary=b',
  'Content-Type: multipart/digest; boundary="in"',
  'Content-Type: message/rfc822',
);
const mail = fc
  .array(fc.tuple(line, fc.constantFrom('\r\n', '\r\n', '\n')), { maxLength: 30 })
  .map((lines) => lines.flat().join(''));

function sourceOf(text: string, cut: readonly number[]): ByteSource {
  return { size: text.length, read: (from, to) => pieces(text.slice(from, to), cut) };
}

describe('messages', () => {
  it('have the same structure however they are read, and parts that lie within each other', async () => {
    await fc.assert(
      fc.asyncProperty(mail, sizes, async (text, cut) => {
        const tree = await mimeTree(sourceOf(text, cut));
        expect(tree).toEqual(await mimeTree(sourceOf(text, [text.length + 1])));
        expect(headerEndOf(sourceOf(text, cut))).toBe(headerEndOf(sourceOf(text, [text.length + 1])));
        for (const inside = [tree]; inside.length > 0; ) {
          const part = inside.pop();
          if (!part) break;
          expect(part.headerStart <= part.bodyStart && part.bodyStart <= part.bodyEnd).toBe(true);
          const children = part.inner ? [part.inner, ...part.parts] : part.parts;
          for (const child of children) {
            expect(child.headerStart >= part.bodyStart && child.bodyEnd <= part.bodyEnd).toBe(true);
          }
          inside.push(...children);
        }
      }),
      // A message in a digest that has not even a header.
      { examples: [['Content-Type: multipart/digest; boundary="in"\r\n\r\n--in\r\n--in--\r\n', [1]]] },
    );
  });

  it('come out of dot-stuffing with CRLF and otherwise as they were', () => {
    fc.assert(
      fc.property(mail, sizes, (text, cut) => {
        const wire = Buffer.concat([...dotStuffed(pieces(text, cut))]).toString('latin1');
        expect(wire).toMatch(/(^|\r\n)\.\r\n$/);
        expect(wire.slice(0, -3)).not.toMatch(/(^|\n)\.\r\n/);
        const canonical = text.replace(/\r?\n/g, '\r\n');
        expect(wire.slice(0, -3).replace(/^\.\./gm, '.')).toBe(canonical);
        expect(wire.slice(0, -3)).not.toMatch(/[^\r]\n/);
      }),
    );
  });

  it('begin with their header and so many lines', () => {
    fc.assert(
      fc.property(mail, sizes, fc.nat(5), (text, cut, count) => {
        const top = Buffer.concat([...topOf(pieces(text, cut), count)]).toString('latin1');
        const end = /(^|\n)\r?\n/.exec(text);
        const header = end ? text.slice(0, end.index + end[0].length) : text;
        const body = text.slice(header.length).match(/[^\n]*\n|[^\n]+$/g) ?? [];
        expect(top).toBe(header + body.slice(0, count).join(''));
      }),
    );
  });
});
