import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../shared/mail/compose/envelope-address.ts';
import { readRecipients, type ReadRecipient } from '../../../shared/mail/compose/recipients.ts';

/** One recipient in a word: `name|address`, or `!fault:text`. */
function told(each: ReadRecipient): string {
  if (each.kind === 'refused') return `!${each.fault}:${each.text}`;
  return `${each.mailbox.name}|${each.mailbox.address}${each.smtpUtf8 ? '|utf8' : ''}`;
}
const read = (text: string) => readRecipients(text).map(told);

describe('recipients as they are typed', () => {
  it.each<readonly [string, readonly string[]]>([
    ['', []],
    [' , ;\n\n', []],
    ['alex@example.com', ['|alex@example.com']],
    ['Alex Doe <alex@Example.COM>', ['Alex Doe|alex@example.com']],
    ['"Doe, Alex; junior" <alex@example.com>', ['Doe, Alex; junior|alex@example.com']],
    ['"Alex \\"Al\\" Doe" <alex@example.com>', ['Alex "Al" Doe|alex@example.com']],
    ["'alex@example.com' <alex@example.com>", ['|alex@example.com']],
    [
      'a@x.example, b@x.example;c@x.example\r\nd@x.example',
      ['a', 'b', 'c', 'd'].map((n) => `|${n}@x.example`),
    ],
    [
      'Friends: a@x.example, Bo <b@x.example>; c@x.example',
      ['|a@x.example', 'Bo|b@x.example', '|c@x.example'],
    ],
    ['undisclosed-recipients:;', []],
    ['mailto:a@x.example', ['|a@x.example']],
    ['To: a@x.example', ['|a@x.example']],
    ['a@x.example (Alex (the elder), Doe)', ['Alex (the elder), Doe|a@x.example']],
    ['Alex (sales) <a@x.example>', ['Alex (sales)|a@x.example']],
    ['<a@x.example> (Alex)', ['Alex|a@x.example']],
    ['<a@x.example>', ['|a@x.example']],
    ['a@müller.example', ['|a@xn--mller-kva.example']],
    ['a@例え。example', ['|a@xn--r8jz45g.example']],
    ['jörg@müller.example', ['|jörg@xn--mller-kva.example|utf8']],
    ['"a b"@x.example', ['|"a b"@x.example']],
    ['"ab"@x.example', ['|ab@x.example']],
    ['"a,b@c"@x.example', ['|"a,b@c"@x.example']],
    ['a@[192.0.2.1], b@[IPv6:2001:DB8::1]', ['|a@[192.0.2.1]', '|b@[IPv6:2001:db8::1]']],
    ['a@mailhost', ['|a@mailhost']],
    ['a@x.example.', ['|a@x.example']],
    ['Doe, Alex <a@x.example>', ['!no-at:Doe', 'Alex|a@x.example']],
    ['a@x.example b@x.example', ['!several-addresses:a@x.example b@x.example']],
    ['<a@x.example> <b@x.example>', ['!several-addresses:<a@x.example> <b@x.example>']],
    ['<a@x.example> b', ['!several-addresses:<a@x.example> b']],
    ['"Doe, a@x.example\nb@x.example', ['!unclosed:"Doe, a@x.example', '|b@x.example']],
    ['Doe <a@x.example, b@x.example', ['!unclosed:Doe <a@x.example, b@x.example']],
    ['a@x.example (Alex (b)', ['!unclosed:a@x.example (Alex (b)']],
    ['<>', ['!empty:<>']],
    ['a@', ['!bad-domain:a@']],
    ['@x.example', ['!bad-local-part:@x.example']],
    ['a..b@x.example', ['!bad-local-part:a..b@x.example']],
    ['a@-x.example', ['!bad-domain:a@-x.example']],
    ['a@x..example', ['!bad-domain:a@x..example']],
    ['a@1.2.3.4', ['!bad-domain:a@1.2.3.4']],
    ['a@0x7f', ['!bad-domain:a@0x7f']],
    ['a@[300.0.0.1]', ['!bad-domain:a@[300.0.0.1]']],
    ['a@x%2eexample', ['!bad-domain:a@x%2eexample']],
    ['a@x.example/path', ['!bad-domain:a@x.example/path']],
    ['a@x.example:25', ['!bad-domain:a@x.example:25']],
    ['a\0@x.example', ['!control-character:a\0@x.example']],
    ['Al\0ex <a@x.example>', ['!control-character:Al\0ex <a@x.example>']],
    ['a\u202e@x.example', ['!hidden-character:a\u202e@x.example']],
    ['a\ud800@x.example', ['!broken-character:a\ud800@x.example']],
    ['\u202eAlex\u202c <a@x.example>', ['Alex|a@x.example']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('refuses what is longer than any server takes (RFC 5321 section 4.5.3.1)', () => {
    expect(readAddress(`${'a'.repeat(65)}@x.example`)).toEqual({ kind: 'fault', fault: 'too-long' });
    expect(readAddress(`a@${'b'.repeat(64)}.example`)).toEqual({ kind: 'fault', fault: 'bad-domain' });
    expect(readAddress(`${'a'.repeat(64)}@${`${'b'.repeat(60)}.`.repeat(4)}example`).kind).toBe('fault');
  });
});

describe('whatever is typed', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        '"',
        '<',
        '>',
        '(',
        ')',
        ',',
        ';',
        ':',
        '\\',
        '@',
        '\r\n',
        '\n',
        '[',
        ']',
        ' ',
        'a@x.example',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  );

  it('gives recipients that can stand in a header and are read again as the same', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        for (const each of readRecipients(parts.join(''))) {
          if (each.kind === 'refused') {
            expect(each.text).not.toBe('');
            continue;
          }
          const { name, address } = each.mailbox;
          // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
          expect(name + address).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
          expect(readAddress(address)).toMatchObject({ kind: 'address', address });
          const written = `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`;
          expect(readRecipients(written)).toEqual([each]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('finds every address of any list with any separators', () => {
    const mailbox = fc.record({
      name: fc.string({
        unit: fc.constantFrom('ä', 'x', ',', ';', '"', '\\', '<', '(', ':', '@', '林', '😀'),
        minLength: 1,
      }),
      local: fc.stringMatching(/^[a-z]{1,8}$/),
    });
    fc.assert(
      fc.property(fc.array(mailbox), fc.constantFrom(',', ';', '\n', ' ,\r\n '), (all, separator) => {
        const text = all
          .map((m) => `"${m.name.replace(/["\\]/g, '\\$&')}" <${m.local}@x.example>`)
          .join(separator);
        expect(read(text)).toEqual(all.map((m) => `${m.name}|${m.local}@x.example`));
      }),
    );
  });

  // What takes more than linear time with it does not come to its end within this test's own.
  it('reads a megabyte of anything at once', () => {
    for (const unit of ['"', '\\"', '<', '(', '()', '[', '"\\', 'a@b,', '<"', ':', '\n', 'a@', ' ']) {
      expect(() => readRecipients(unit.repeat(1_000_000 / unit.length)), unit).not.toThrow();
    }
  });
});
