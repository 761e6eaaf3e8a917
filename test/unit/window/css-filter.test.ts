import { generate, parse, walk } from 'css-tree';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  filterStyleAttribute,
  filterStyleSheet,
} from '../../../renderer/features/mail/safe-html/css-filter.ts';

const none = () => null;
const sheet = (css: string) => filterStyleSheet(css, none);

/** What a hostile style sheet is put together from. */
const PIECES =
  `p{ } color:red ; url(http://evil/) @import " ' /* */ \\ < </style> @media_x{ expression( ) ( --a: position:fixed
  { : background: <!-- !`.split(/\s+/);

describe('style sheets of messages', () => {
  it('keep rules, @media and selectors', () => {
    expect(sheet('table.x > td:first-child{color:red;padding:2px 4px}')).toBe(
      'table.x>td:first-child{color:red;padding:2px 4px}',
    );
    expect(sheet('@media (max-width:600px){p{width:100%!important}}')).toBe(
      '@media (max-width:600px){p{width:100%!important}}',
    );
  });

  it.each([
    '@import url(http://evil/x.css);',
    '@import "x.css" screen;',
    '@font-face{font-family:x;src:url(http://evil/x.woff)}',
    '@namespace svg url(http://www.w3.org/2000/svg);',
    '@keyframes x{from{color:red}}',
    '@supports (color:red){p{color:red}}',
    '<!-- -->',
  ])('lose %s', (css) => {
    expect(sheet(css)).toBe('');
  });

  it.each([
    'background:url(http://evil/x.png)',
    'background-image:image-set("http://evil/x.png" 1x)',
    'background:u\\72l(http://evil/x.png)',
    'list-style-image:url(http://evil/x.png)',
    'content:url(http://evil/x.png)',
    'position:fixed',
    'position:sticky',
    'position:fi\\78 ed',
    'position:FIXED!important',
    'behavior:url(#default#time2)',
    '-moz-binding:url(http://evil/x.xml#x)',
    'width:expression(alert(1))',
    'color:var(--x)',
    '--x:url(http://evil)',
    'filter:url(http://evil#f)',
    'animation:x 1s',
    'cursor:url(http://evil/x.cur),auto',
    'color:env(x)',
    'mask:url(http://evil)',
  ])('lose the declaration %s and keep its neighbour', (declaration) => {
    expect(sheet(`p{${declaration};color:red}`)).toBe('p{color:red}');
    expect(filterStyleAttribute(`${declaration};color:red`, none)).toBe('color:red');
  });

  it('take images that the message brings', () => {
    const resolve = (url: string) => (url === 'cid:a' ? 'data:image/png;base64,AA==' : null);
    expect(filterStyleAttribute('background:url(cid:a) no-repeat', resolve)).toBe(
      'background:url(data:image/png;base64,AA==)no-repeat',
    );
  });

  it('tell of every address they ask for', () => {
    const asked: string[] = [];
    filterStyleSheet('p{background:url("//a.example/x"),url(https://b.example/y)}', (url) => {
      asked.push(url);
      return null;
    });
    expect(asked).toEqual(['//a.example/x', 'https://b.example/y']);
  });

  it('cannot end their style element', () => {
    expect(sheet('p::before{content:"</style><script>alert(1)</script>"}')).not.toContain('<');
    expect(sheet('a[title="</style>"]{color:red}')).not.toContain('<');
  });

  // Recorded: what css-tree kept of the sheet before made it read these wrongly or without end.
  it.each([
    ['{}}}', '{'],
    ['{}}p{color:red}', '{'],
    ['{@media x});a:b', '('],
    ['[]@media x)(', 'f('],
    ['[]){f(};)', 'f('],
    ['{p}];]', '['],
    ['[]})}f((;', '('],
  ])('are read alike after any other: %s after brackets %s', (css, opening) => {
    for (const filter of [filterStyleSheet, filterStyleAttribute]) {
      const alone = filter(css, none);
      for (let length = 1; length <= 60; length++) {
        filter(opening.repeat(length), none);
        expect(filter(css, none)).toBe(alone);
      }
    }
  });

  it('may be half a megabyte of errors', () => {
    const errors = 'a{=}\n'.repeat(100_000);
    expect(sheet(`${errors}p{color:red}`)).toMatch(/p\{color:red\}$/);
    expect(sheet(errors.repeat(3))).toBe('');
  });

  it.each([
    ['brackets in brackets', '('.repeat(4000)],
    ['rules in rules', `a{${'&{'.repeat(4000)}`],
    ['rules in rules between brackets that close nothing', `a{${'&{);'.repeat(4000)}`],
    ['media in media', '@media x{'.repeat(4000)],
    ['conditions in conditions', `@media ${'(('.repeat(2000)}x`],
  ])('are nothing when they are too deep: %s', (_what, css) => {
    expect(sheet(css)).toBe('');
    expect(filterStyleAttribute(css, none)).toBe('');
  });

  it('never let an address, an at-rule or a tag through, whatever is put together', () => {
    const piece = fc.constantFrom(...PIECES);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const css = sheet(pieces.join(''));
        expect(css).not.toContain('<');
        // What is left is read back as a browser would: names may say anything, what acts may not be there.
        const found = new Set<string>();
        walk(parse(css), (node) => {
          if (node.type === 'Atrule' && node.name !== 'media') found.add(node.name);
          if (node.type === 'Url' || node.type === 'Raw') found.add(node.type);
          if (node.type === 'Function' && node.name === 'expression') found.add(node.name);
          if (node.type === 'Declaration' && node.property === 'position') found.add(generate(node));
        });
        expect([...found]).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
