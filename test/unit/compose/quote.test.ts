import { describe, expect, it } from 'vitest';
import { sayIn } from '../../../shared/language/languages.ts';
import { english } from '../../../shared/language/say.ts';
import { plainTextOf } from '../../../shared/mail/compose/plain-text-of.ts';
import {
  attribution,
  htmlForward,
  htmlReply,
  plainForward,
  plainReply,
  quotedText,
} from '../../../shared/mail/compose/quote.ts';

const SAY = english();
const BO = { name: 'Bo <b>', address: 'bo@example.com' };
const FRAME = { from: BO, date: '27 November 2026, 09:30', signature: 'Alex\r\nDesk 4\n' };
const FORWARD = { ...FRAME, from: { ...BO, name: 'Bo' }, subject: 'Minutes', to: [BO], cc: [] };

describe('a quoted text', () => {
  it.each([
    ['a\r\nb\n', '> a\n> b\n'],
    ['> a\n>> b\n\nc', '>> a\n>>> b\n>\n> c\n'],
    ['a\n\n-- \nBo\n', '> a\n'],
    ['a\n--\nb', '> a\n> --\n> b\n'],
    ['-- \nBo', '> -- \n> Bo\n'],
    ['  a\rb', '>   a\n> b\n'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(quotedText(text)).toBe(expected);
  });
});

describe('an answer', () => {
  it('has room, the signature, the attribution and the quoted text', () => {
    expect(plainReply('Hello\n', FRAME, SAY)).toBe(
      '\n\n-- \nAlex\nDesk 4\n\nOn 27 November 2026, 09:30, Bo <b> wrote:\n> Hello\n',
    );
    expect(plainReply('', { ...FRAME, signature: ' ', date: null }, SAY)).toBe('\n\nBo <b> wrote:\n');
  });
  it('in HTML quotes what is clean and escapes the rest', () => {
    expect(htmlReply('<p>Hello</p>', FRAME, SAY)).toBe(
      '<p><br></p><div>-- <br>Alex<br>Desk 4</div><p>On 27 November 2026, 09:30, Bo &lt;b&gt; wrote:</p><blockquote type="cite"><p>Hello</p></blockquote>',
    );
  });
  it('names a sender without a name by the address, and nobody', () => {
    expect(attribution({ ...FRAME, from: { name: '', address: 'bo@example.com' } }, SAY)).toContain(
      'bo@example.com wrote:',
    );
    expect(attribution({ ...FRAME, from: { name: 'a\r\nb\u202e', address: '' }, date: null }, SAY)).toBe(
      'a b wrote:',
    );
  });
});

it('what stands over a quoted text is in its writer’s language', async () => {
  const hebrew = await sayIn('he');
  expect(attribution({ ...FRAME, from: { ...BO, name: 'בני' } }, hebrew)).toBe(
    'בתאריך 27 November 2026, 09:30, מאת בני:',
  );
  expect(plainForward('Hello', FORWARD, hebrew)).toContain('נושא: Minutes\nאל: Bo <b> <bo@example.com>');
});

describe('a message passed on', () => {
  const head = [
    '---------- Forwarded message ----------',
    'From: Bo <bo@example.com>',
    'Date: 27 November 2026, 09:30',
    'Subject: Minutes',
    'To: Bo <b> <bo@example.com>',
  ];
  it('stands under its header', () => {
    expect(plainForward('Hello', FORWARD, SAY)).toBe(
      `\n\n-- \nAlex\nDesk 4\n\n${head.join('\n')}\n\nHello\n`,
    );
  });
  it('in HTML as well', () => {
    expect(htmlForward('<p>Hello</p>', FORWARD, SAY)).toContain(
      '<br>To: Bo &lt;b&gt; &lt;bo@example.com&gt;</p><div><p>Hello</p></div>',
    );
  });
});

describe('HTML as plain text', () => {
  it.each([
    ['', ''],
    [
      'a &amp; b&nbsp;&lt;c&gt; &#8211; &#x1F600; &#xD800; &unknown;',
      'a & b\u00a0<c> – 😀 \ufffd &unknown;\n',
    ],
    ['<p>a\n  b</p><p>c<br>d</p>', 'a b\n\nc\nd\n'],
    ['<div>a</div><div>b</div>', 'a\nb\n'],
    ['<div>a</div><div><br></div><div>b</div>', 'a\n\nb\n'],
    ['<ul><li>a</li><li>b</li></ul>c', '- a\n- b\n\nc\n'],
    ['a<blockquote>b<blockquote>c</blockquote></blockquote>d', 'a\n>\n> b\n> >\n> > c\n\nd\n'],
    ['<style>p{}</style><script>if (a<b) x()</script><!-- no -->a', 'a\n'],
    ['İİİ<style>p{}</STYLE>a', 'İİİa\n'],
    ['<a href="https://example.com/?a=1&amp;b=2">here</a>', 'here <https://example.com/?a=1&b=2>\n'],
    ['<a href="https://example.com">https://example.com</a>', 'https://example.com\n'],
    ['<a href="javascript:x()">here</a>', 'here\n'],
    ['1 < 2 <b title="a > b">c</b>', '1 < 2 c\n'],
    ['<tr><td>a</td><td>b</td></tr>', 'a b\n'],
    ['a<hr>b', `a\n${'-'.repeat(20)}\nb\n`],
  ])('%j', (html, expected) => {
    expect(plainTextOf(html)).toBe(expected);
  });

  it('reads a megabyte of anything at once', () => {
    for (const unit of [
      '<',
      '<a ',
      '<p>',
      '<!--',
      '<a href="',
      '</',
      '&#',
      '<blockquote>',
      ' ',
      '<li>a',
      '<script>',
      '<td>',
    ]) {
      // More than linear time does not come to its end within this test's own.
      expect(() => plainTextOf(unit.repeat(1_000_000 / unit.length)), unit).not.toThrow();
    }
  });
});
