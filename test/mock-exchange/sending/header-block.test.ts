import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../electron/mock-exchange/http/refusal.ts';
import { addressesIn } from '../../../electron/mock-exchange/transport/addresses.ts';
import { readEnvelope } from '../../../electron/mock-exchange/transport/envelope.ts';
import {
  headerBlockOf,
  onTop,
  renderBlock,
  valuesOf,
  withDefault,
  withField,
  without,
} from '../../../electron/mock-exchange/transport/header-block.ts';

const pieces = fc.constantFrom(
  'A: 1',
  'To: x@y',
  'to:z',
  ' folded',
  '\tfolded',
  '\r\n',
  '\n',
  '\r',
  ':',
  'å',
  '\0',
  'no field',
);
const messages = fc.array(pieces, { maxLength: 24 }).map((parts) => Buffer.from(parts.join(''), 'latin1'));

describe('header blocks', () => {
  it('give back every byte of any message that has a body', () => {
    fc.assert(
      fc.property(messages, messages, (head, body) => {
        const raw = Buffer.concat([head, Buffer.from('\r\n\r\n'), body]);
        expect(renderBlock(headerBlockOf(raw)).equals(raw)).toBe(true);
      }),
    );
  });

  it('end with an empty line even where the message did not', () => {
    fc.assert(
      fc.property(messages, (raw) => {
        const text = renderBlock(headerBlockOf(raw)).toString('latin1');
        expect(text.startsWith(raw.toString('latin1').replace(/\n$/, ''))).toBe(true);
        expect(headerBlockOf(Buffer.from(text, 'latin1')).fields).toEqual(headerBlockOf(raw).fields);
      }),
    );
  });

  const block = headerBlockOf(Buffer.from('A: 1\r\nTo: x,\r\n y\r\nB: 2\r\nto: z\r\n\r\nbody'));
  const text = (of: typeof block) => renderBlock(of).toString();

  it('read folded and repeated fields', () => {
    expect(valuesOf(block, 'to')).toEqual(['x, y', 'z']);
    expect(valuesOf(block, 'c')).toEqual([]);
  });

  it('change one field and leave the others', () => {
    expect(text(without(block, 'to'))).toBe('A: 1\r\nB: 2\r\n\r\nbody');
    expect(text(withField(block, 'To', 'q'))).toBe('A: 1\r\nTo: q\r\nB: 2\r\n\r\nbody');
    expect(text(withField(block, 'C', '3'))).toBe(
      'A: 1\r\nTo: x,\r\n y\r\nB: 2\r\nto: z\r\nC: 3\r\n\r\nbody',
    );
    expect(text(withDefault(block, 'B', '9'))).toBe(text(block));
    expect(text(onTop(block, 'R', '0'))).toBe(`R: 0\r\n${text(block)}`);
  });
});

describe('envelopes', () => {
  const line = fc.constantFrom(
    'MAIL FROM:<a@b>',
    'RCPT TO:<c@d>',
    'rcpt to:<e@f>',
    'RCPT TO:<>',
    'DATA',
    '',
    'Subject: x',
  );
  const end = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n');

  it('are read, or refused with 400, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end), { maxLength: 8 }), (lines) => {
        const body = Buffer.from(lines.map((each) => each.join('')).join(''));
        try {
          const { envelope, raw } = readEnvelope(body);
          expect(Buffer.concat([envelope.head, raw]).equals(body)).toBe(true);
          expect(envelope.head.toString()).toBe(
            [
              `MAIL FROM:<${envelope.from}>`,
              ...envelope.recipients.map((each) => `RCPT TO:<${each}>`),
              '',
              '',
            ]
              .join('\r\n')
              .replace(/RCPT TO:<e@f>/g, 'rcpt to:<e@f>'),
          );
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Refusal);
          expect(thrown).toMatchObject({ status: 400 });
        }
      }),
    );
  });
});

describe('address fields', () => {
  it.each([
    ['"B, A" <a@b.c>, d@e.f', ['a@b.c', 'd@e.f']],
    ['Team: a@b.c, <d@e.f>;, undisclosed-recipients:;', ['a@b.c', 'd@e.f']],
    ['bo', ['bo']],
    ['<>, ,', []],
    ['=?utf-8?Q?=22x=40y=22?= <a@b.c>', ['a@b.c']],
  ])('%s', (field, expected) => {
    expect(addressesIn(field)).toEqual(expected);
  });
});
