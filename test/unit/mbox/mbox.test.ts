import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_MARKS } from '../../../shared/mail/mbox/marks.ts';
import { readAll, written } from './mbox-files.ts';

const text = (messages: readonly { readonly bytes: Buffer }[]) =>
  messages.map(({ bytes }) => bytes.toString('latin1'));
const bytes = (value: string) => Buffer.from(value, 'latin1');

const line = fc.oneof(
  fc.constantFrom(
    'From ',
    'From me to you',
    '>From ',
    '>>From bob@example.com Thu Jan  1 00:00:00 1970',
    'From bob@example.com Thu Jan  1 00:00:00 1970',
    'From - Tue Feb 11 10:00:00 2003',
    '>',
    'Fro',
    '',
    'Subject: x',
    'Status: RO',
    'X-Mozilla-Status: 0001',
    'X-Mozilla-Keys: a',
    'X-UIDL: 7',
    'Content-Length: 3',
    ' folded',
    'X-Mbox-Last-Line: open',
  ),
  fc.string({ maxLength: 20 }),
);
const message = fc
  .tuple(
    fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 }),
    fc.constantFrom('', 'open', '\r', '>From'),
  )
  .map(([lines, rest]) => Buffer.from(lines.map((each) => each.join('')).join('') + rest, 'utf8'));
const raw = fc.uint8Array({ maxLength: 60 }).map((each) => Buffer.from(each));
const marks = fc.record({
  read: fc.boolean(),
  flagged: fc.boolean(),
  answered: fc.boolean(),
  forwarded: fc.boolean(),
  draft: fc.boolean(),
  categories: fc.uniqueArray(
    fc.constantFrom('Important', 'Büro', 'two words', '100 %', 'a,b', '$label9', '%41'),
    { maxLength: 3 },
  ),
});

test('what is written is read back, byte for byte, with its marks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ bytes: fc.oneof(message, raw), marks }), { maxLength: 4 }),
      async (messages) => {
        const read = await readAll(written(messages));
        expect(read.strays).toEqual([]);
        expect(text(read.messages)).toEqual(text(messages));
        expect(read.messages.map((each) => each.marks)).toEqual(messages.map((each) => each.marks));
      },
    ),
    { numRuns: 2000 },
  );
});

test('lines of From that nobody quoted are text where they do not look like a separator', async () => {
  const file = bytes(
    [
      'From ann@example.com Thu Jan  1 00:00:00 1970',
      'Subject: one',
      '',
      'See you.',
      'From ann@example.com Thu Jan  1 00:00:00 1970',
      'Subject: in the middle of a paragraph',
      '',
      'From what I hear, it is over.',
      '',
      'From bob@example.com Fri Jan  2 10:00:00 1970',
      'no field follows, so this is text',
      '',
      'From bob@example.com Fri Jan  2 10:00:00 1970 +0100',
      'Subject: two',
      '',
      '>From me',
      '>>From you',
      '',
    ].join('\n'),
  );
  const { messages } = await readAll(file);
  expect(messages).toHaveLength(2);
  expect(text(messages)[0]).toContain('no field follows');
  expect(text(messages)[1]).toBe('Subject: two\n\nFrom me\n>From you\n');
});

test('a Content-Length that fits is believed, one that does not is not', async () => {
  const body = 'Hello\n\nFrom bob@example.com Fri Jan  2 10:00:00 1970\nSubject: quoted mail\n\n>From x\n';
  const counted = (length: number) =>
    bytes(
      `From a@b Thu Jan  1 00:00:00 1970\nContent-Length: ${length}\nSubject: one\n\n${body}\nFrom c@d Thu Jan  1 00:00:00 1970\nSubject: last\n\nend\n`,
    );
  const true_ = await readAll(counted(body.length));
  expect(text(true_.messages)).toEqual([
    `Content-Length: ${body.length}\nSubject: one\n\n${body}`,
    'Subject: last\n\nend\n',
  ]);
  expect((await readAll(counted(7))).messages).toHaveLength(3);
  expect((await readAll(counted(70_000))).messages).toHaveLength(3);
});

test('the marks of others: Thunderbird, mutt, pine, dovecot', async () => {
  const file = bytes(
    [
      'From - Tue Feb 11 10:00:00 2003',
      'X-Account-Key: account2',
      'X-UIDL: 0000123',
      'X-Mozilla-Status: 1007',
      'X-Mozilla-Status2: 10000000',
      `X-Mozilla-Keys: $label1 travel NonJunk${' '.repeat(60)}`,
      'Subject: thunderbird',
      'Status: of the flight',
      '',
      'text',
      '',
      'From - ',
      'X-Mozilla-Status: 0009',
      'X-Mozilla-Status2: 00000000',
      'Subject: deleted there',
      '',
      'text',
      '',
      'From ann@example.com Thu Jan  1 00:00:00 1970',
      'Subject: mutt',
      'Status: RO',
      'X-Keywords: red,',
      '\tblue',
      'X-Status: AF',
      '',
      'text',
      '',
    ].join('\r\n'),
  );
  const { messages } = await readAll(file);
  expect(messages.map((each) => each.isExpunged)).toEqual([false, true, false]);
  expect(messages[0]?.marks).toEqual({
    ...NO_MARKS,
    read: true,
    answered: true,
    flagged: true,
    forwarded: true,
    categories: ['Important', 'travel'],
  });
  expect(text(messages)[0]).toBe(
    'X-Account-Key: account2\r\nX-UIDL: 0000123\r\nSubject: thunderbird\r\nStatus: of the flight\r\n\r\ntext\r\n',
  );
  expect(messages[2]?.marks).toEqual({
    ...NO_MARKS,
    read: true,
    answered: true,
    flagged: true,
    categories: ['red', 'blue'],
  });
  expect(text(messages)[2]).toBe('Subject: mutt\r\n\r\ntext\r\n');
});

test('what is in front of the first separator is told with its place', async () => {
  const rest = 'From a@b Thu Jan  1 00:00:00 1970\nSubject: one\n\ntext\n';
  expect((await readAll(bytes(`junk\n\n${rest}`))).strays).toEqual([{ offset: 0, length: 6 }]);
  expect(await readAll(bytes('Subject: no mbox at all\n\ntext\n'))).toMatchObject({
    messages: [],
    strays: [{ offset: 0, length: 30 }],
  });
  expect(await readAll(bytes(''))).toEqual({ messages: [], strays: [] });
});

test('separators at the edges of what is read at once are found', async () => {
  const size = 1024 * 1024;
  for (const shift of [-40, -6, -5, -4, -3, -2, -1, 0, 1, 2]) {
    const first = 'From a@b Thu Jan  1 00:00:00 1970\nSubject: one\n\n';
    const fill = `${'x'.repeat(size - first.length - 2 + shift)}\n\n`;
    const file = bytes(`${first}${fill}From a@b Thu Jan  1 00:00:00 1970\nSubject: two\n\nend\n`);
    const { messages } = await readAll(file);
    expect(text(messages)[1]).toBe('Subject: two\n\nend\n');
  }
});
