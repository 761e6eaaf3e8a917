import { describe, expect, it } from 'vitest';
import { linkParts, linkWarnings } from '../../../renderer/features/mail/reading/link-words.ts';
import { linkUrl, otherHostNamed } from '../../../renderer/features/mail/safe-html/links.ts';
import { linkify } from '../../../renderer/features/mail/safe-html/plain-text.ts';
import { english } from '../../../shared/language/say.ts';

describe('addresses of links', () => {
  it.each([
    ['https://example.com/a', 'https://example.com/a'],
    [' HTTP://EXAMPLE.com ', 'http://example.com/'],
    ['//example.com/x', 'https://example.com/x'],
    ['mailto:a@example.com?subject=x', 'mailto:a@example.com?subject=x'],
    ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'],
  ])('%s may be opened', (href, url) => {
    expect(linkUrl(href)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    ' jAvAsCrIpT:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'cid:x',
    'smb://host/share',
    'page.html',
    '#top',
    '',
  ])('%s may not', (href) => {
    expect(linkUrl(href)).toBeNull();
  });
});

describe('a link whose text names a host', () => {
  const named = (text: string, url: string) => otherHostNamed({ text, url });

  it('is told from where it leads', () => {
    expect(named('www.bank.example', 'https://evil.example/')).toBe('bank.example');
    expect(named('https://bank.example/login', 'https://bank.example.evil.test/')).toBe('bank.example');
  });

  it('is fine where both agree, or the text is words', () => {
    expect(named('www.bank.example/x', 'https://bank.example/')).toBeNull();
    expect(named('Click here', 'https://evil.example/')).toBeNull();
    expect(named('Open the file report.pdf now', 'https://x.example/')).toBeNull();
    expect(named('a@bank.example', 'mailto:a@bank.example')).toBeNull();
  });
});

describe('the question before a link is opened', () => {
  it('shows the whole address decoded and its host in ASCII', () => {
    const parts = linkParts('https://user:pw@xn--80ak6aa92e.com:8443/a%20b?q=%C3%A5#z');
    expect(`${parts.before}|${parts.host}|${parts.after}`).toBe(
      'https://user:pw@|xn--80ak6aa92e.com:8443|/a b?q=å#z',
    );
  });

  it('shows what cannot be decoded as it is', () => {
    expect(linkParts('https://a.example/%ff').after).toBe('/%ff');
  });

  it('warns of other hosts, other scripts and user names', () => {
    expect(linkWarnings('https://bank.example@xn--80ak6aa92e.com/', ['apple.com'], english())).toHaveLength(
      3,
    );
    expect(linkWarnings('https://example.com/', [], english())).toEqual([]);
  });
});

describe('addresses in plain text', () => {
  const links = (text: string) =>
    linkify(text).flatMap((piece) => (piece.kind === 'link' ? [[piece.text, piece.url]] : []));

  it('become links without the punctuation around them', () => {
    expect(links('See https://example.com/a?b=1, and (www.example.org).')).toEqual([
      ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
      ['www.example.org', 'https://www.example.org/'],
    ]);
    expect(links('https://example.com/a_(b)')).toEqual([
      ['https://example.com/a_(b)', 'https://example.com/a_(b)'],
    ]);
    expect(links('write to me@example.com!')).toEqual([['me@example.com', 'mailto:me@example.com']]);
  });

  it('lose nothing of the text', () => {
    const text = 'a https://x.example/ b <https://y.example/z> c@d.example, ftp://no.example javascript:no';
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
    expect(links('javascript:alert(1) data:text/html,x')).toEqual([]);
  });
});
