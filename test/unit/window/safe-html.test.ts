// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { htmlDocument, textDocument } from '../../../renderer/features/mail/safe-html/message-document.ts';
import { frameDocument } from '../../../renderer/features/mail/safe-html/document.ts';
import { imageResolver } from '../../../renderer/features/mail/safe-html/images.ts';

import { ACTING_ATTRIBUTE, ACTING_TAG, HOSTILE } from './support/hostile-html.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { english } from '../../../shared/language/say.ts';

beforeAll(repairNodeName);

const options = { inlineImages: [], loaded: new Map(), dark: false, asSent: false, say: english() };
const clean = (html: string) => htmlDocument(html, options);
const png = { contentId: '<Red@x>', mimeType: 'image/png', bytes: new Uint8Array([1, 2, 3]) };
const PNG = 'data:image/png;base64,AQID';

describe('a message as a document', () => {
  it('stands under a policy that comes before anything else', () => {
    const { srcdoc } = clean('<p>Hello</p>');
    expect(srcdoc.indexOf("default-src 'none'")).toBeGreaterThan(0);
    expect(srcdoc.indexOf("default-src 'none'")).toBeLessThan(srcdoc.indexOf('<style'));
    expect(srcdoc).toContain('<p>Hello</p>');
  });

  it.each(HOSTILE)('keeps nothing that acts of %s', (html) => {
    const body = clean(`<div>before</div>${html}`).srcdoc.split('</head>')[1] ?? '';
    expect(body).not.toMatch(ACTING_TAG);
    expect(body).not.toMatch(ACTING_ATTRIBUTE);
    expect(body).toContain('before');
  });

  it('keeps words of the text that look like attributes, and CSS that is nested as in real mail', () => {
    const { srcdoc } = clean(
      '<style>p[style="x"]{color:red}</style><p title="media=a" style="color:rgb(1,2,3)">style = &lt;style media=b&gt;</p>',
    );
    expect(srcdoc).toMatch(/title="media=a"/);
    expect(srcdoc).toContain('style = &lt;style media=b&gt;');
    expect(srcdoc).toMatch(/style="color: ?rgb\(1, ?2, ?3\)/);
    expect(srcdoc).not.toContain('retinue-kept');
  });

  it.each([
    ['rules', `<style>${':root{/*}*/'.repeat(10_000)}</style>`],
    ['functions', `<b style="color:${'color-mix(in srgb,'.repeat(5000)}">x</b>`],
  ])('drops CSS that is nested as no mail is: %s', (_name, html) => {
    const body = clean(`${html}<p>after</p>`).srcdoc.split('</head>')[1] ?? '';
    expect(body).toContain('after');
    expect(body).not.toMatch(/style=|:root/);
  });

  it('blocks remote images and counts them by site', () => {
    const { srcdoc, blocked } = clean(
      `<img src="https://a.example/1.png" width="640" height="220" alt="Quay"><img src="//b.example/2.png">
       <img src="https://a.example/beacon" width=1 height=1><p style="background:url(http://c.example/bg)">x</p>
       <table background="https://a.example/1.png"><tr><td>y</td></tr></table>`,
    );
    expect(blocked.count).toBe(5);
    expect(blocked.sites.toSorted()).toEqual(['a.example', 'b.example', 'c.example']);
    expect(srcdoc).toContain('Image not loaded, 640&nbsp;\u00d7&nbsp;220');
    expect(srcdoc).not.toMatch(/<img|https?:\/\//);
  });

  it('shows remote images once they were loaded', () => {
    const loaded = new Map([['https://a.example/1.png', { ...png, contentId: '' }]]);
    const { srcdoc, blocked } = htmlDocument('<img src="https://a.example/1.png">', { ...options, loaded });
    expect(blocked.count).toBe(0);
    expect(srcdoc).toContain(`src="${PNG}"`);
  });

  it('shows the images that the message brings', () => {
    const { srcdoc } = htmlDocument('<img src="cid:red@x"><img src="cid:red%40X">', {
      ...options,
      inlineImages: [png],
    });
    expect(srcdoc.split(PNG)).toHaveLength(3);
  });

  it('lets only http, https and mailto links be followed', () => {
    const { srcdoc, links } = clean('<a href="HTTPS://X.example/a">one</a><a href="file:///etc">two</a>');
    expect(links).toEqual([{ url: 'https://x.example/a', text: 'one' }]);
    expect(srcdoc).toContain('rel="noreferrer noopener"');
    expect(srcdoc).not.toContain('file:');
  });

  it('filters its styles', () => {
    const { srcdoc } = clean(
      '<html><head><style>@import url(http://evil.example/x.css);p{color:red;position:fixed}</style></head><body bgcolor="#eeeeee" style="behavior:url(x);margin:3px"><p>x</p></body></html>',
    );
    expect(srcdoc).toContain('p{color:red}');
    expect(srcdoc).not.toMatch(/evil|behavior|position:fixed/);
    expect(srcdoc).toContain('margin:3px');
  });

  it('turns colours on dark unless it knows dark or is shown as sent', () => {
    const dark = { ...options, dark: true };
    expect(htmlDocument('<p>x</p>', dark).adapted).toBe(true);
    expect(htmlDocument('<p>x</p>', { ...dark, asSent: true }).adapted).toBe(false);
    const knowing = htmlDocument('<meta name="color-scheme" content="light dark"><p>x</p>', dark);
    expect(knowing.srcdoc).toContain('data-paper="own-dark"');
  });
});

describe('plain text as a document', () => {
  it('is text and nothing else', () => {
    const { srcdoc } = textDocument('<b>&amp;</b> <script>alert(1)</script>\n\n> quoted', false);
    expect(srcdoc).toContain('&lt;b&gt;&amp;amp;&lt;/b&gt;');
    expect(srcdoc).not.toContain('<script>');
    expect(srcdoc).toContain('retinue-quote');
    expect(srcdoc).toContain('dir="auto"');
  });
});

describe('images', () => {
  it.each([
    'data:image/svg+xml,<svg/>',
    'data:text/html,x',
    'file:///x.png',
    'x.png',
    'blob:x',
    'cid:none',
    '',
  ])('%s is neither shown nor fetched', (url) => {
    const images = imageResolver([{ ...png, mimeType: 'image/svg+xml' }], new Map());
    expect(images.resolve(url)).toBeNull();
    expect(images.resolve('cid:red@x')).toBeNull();
    expect(images.blocked().count).toBe(0);
  });
});

it('the frame document escapes nothing and adds no script', () => {
  expect(frameDocument('<body></body>', '', 'dark-text')).not.toContain('<script');
});
