import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readComponents } from '../../../shared/content-lines/components.ts';
import {
  escaped,
  folded,
  paramText,
  pieces,
  readLine,
  unescaped,
  unfolded,
} from '../../../shared/content-lines/content-lines.ts';

/** Text that a value can hold: no control characters but the end of a line. */
const text = fc
  .string({ unit: 'grapheme' })
  .map((each) => each.replace(/\r\n|\r/g, '\n').replace(/[^\P{Cc}\n]/gu, ' '));

describe('content lines', () => {
  it('come back as they were, whatever they hold and however they are folded', () => {
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (value, params) => {
        const line = `X-A;P=${params.map(paramText).join(',')}:${escaped(value)}`;
        const file = folded([line]);
        for (const each of file.split('\r\n')) expect(Buffer.byteLength(each)).toBeLessThanOrEqual(75);
        const read = readLine(unfolded(file)[0] ?? '');
        expect(read?.name).toBe('X-A');
        expect(read?.params.get('P')).toEqual(params);
        expect(unescaped(read?.value ?? '')).toBe(value);
      }),
    );
  });

  it('keep apart what stands between marks', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (each) => {
        for (const mark of [';', ','] as const)
          expect(pieces(each.map(escaped).join(mark), mark).map(unescaped)).toEqual(each);
      }),
    );
  });

  it('are read with the words of vCard 2.1, groups, and quotation marks', () => {
    const line = readLine('item1.tel;WORK;voice;X="a:b;c",d:+47 1');
    expect(line?.name).toBe('TEL');
    expect(line?.params.get('')).toEqual(['WORK', 'voice']);
    expect(line?.params.get('X')).toEqual(['a:b;c', 'd']);
    expect(line?.value).toBe('+47 1');
    for (const broken of ['', ':', 'no value', ';x:y', 'A;B="c']) expect(readLine(broken)).toBeNull();
  });

  it('never fail, whatever they are', () => {
    fc.assert(fc.property(fc.string(), (any) => void readComponents(any.replaceAll('!', '\n'))));
    fc.assert(
      fc.property(fc.array(fc.constantFrom('BEGIN:A', 'END:A', 'BEGIN:B', 'END:B', 'X:1')), (lines) => {
        const count = (list: ReturnType<typeof readComponents>): number =>
          list.reduce((sum, { lines: own, children }) => sum + own.length + count(children), 0);
        expect(count(readComponents(lines.join('\n')))).toBeLessThanOrEqual(lines.length);
      }),
    );
  });
});
