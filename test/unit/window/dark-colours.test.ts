// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptColours, backTransparent } from '../../../renderer/features/mail/safe-html/adapt-colours.ts';
import {
  contrastOf,
  readable,
  readColour,
  type Rgb,
  turned,
  writeColour,
} from '../../../renderer/features/mail/safe-html/dark-colours.ts';

const bodyOf = (html: string): HTMLElement => {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return body;
};
const adapted = (html: string, hasGrounds = false) => {
  const body = bodyOf(html);
  adaptColours(body, hasGrounds);
  return body.querySelector<HTMLElement>('#x')?.style.color ?? '';
};
const part = fc.double({ min: 0, max: 1, noNaN: true });
const colour: fc.Arbitrary<Rgb> = fc.tuple(part, part, part);

describe('colours on the dark paper', () => {
  it('are what the theme has for white and black', () => {
    expect(writeColour(turned([1, 1, 1]))).toBe('rgb(23, 23, 23)');
    expect(writeColour(turned([0, 0, 0]))).toBe('rgb(232, 232, 232)');
  });

  it('are read in every form that mail has', () => {
    for (const text of ['#fff', '#FFFFFF', 'white', 'rgb(255, 255, 255)', 'ffffff'])
      expect(readColour(text), text).toEqual([1, 1, 1]);
    for (const text of ['transparent', 'inherit', 'var(--x)', 'rgba(0,0,0,.5)', ''])
      expect(readColour(text)).toBeNull();
  });

  it('can be read wherever anything can be read there', () => {
    fc.assert(
      fc.property(colour, colour, (text, ground) => {
        const paper = turned(ground);
        const best = Math.max(
          ...[
            [0, 0, 0],
            [1, 1, 1],
          ].map((end) => contrastOf(turned(end as unknown as Rgb), paper)),
        );
        expect(contrastOf(turned(readable(text, ground)), paper)).toBeGreaterThanOrEqual(
          Math.min(4.5, best) - 1e-9,
        );
      }),
    );
  });

  it('leave text alone that can be read', () => {
    expect(readable([0, 0, 0], [1, 1, 1])).toEqual([0, 0, 0]);
  });
});

describe('text of a message on the dark paper', () => {
  it('is corrected where it is too faint, on paper and on a ground of its own', () => {
    for (const html of [
      '<p id="x" style="color:#aaa">faint</p>',
      '<font id="x" color="#bbbbbb">faint</font>',
      '<table><tbody><tr><td bgcolor="#777777"><p id="x" style="color:#888">faint</p></td></tr></tbody></table>',
    ])
      expect(adapted(html), html).toMatch(/^rgb/);
  });

  it('is left alone where it can be read or its ground is not known', () => {
    expect(adapted('<p id="x" style="color:#222">fine</p>')).toBe('#222');
    expect(adapted('<p id="x" style="color:#aaa;background-image:url(data:image/png;base64,AA)">x</p>')).toBe(
      '#aaa',
    );
    expect(adapted('<div class="dark"><p id="x" style="color:#aaa">x</p></div>', true)).toBe('#aaa');
  });

  it('gets a light backing behind pictures that let it through', () => {
    const png = (type: number) => btoa(String.fromCharCode(...Array(25).fill(0), type, 0, 0));
    const body = bodyOf([6, 2].map((type) => `<img src="data:image/png;base64,${png(type)}">`).join(''));
    backTransparent(body);
    expect([...body.querySelectorAll('img')].map((image) => image.className)).toEqual(['retinue-backed', '']);
  });
});
