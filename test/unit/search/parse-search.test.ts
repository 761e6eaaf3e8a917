import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, type SearchPiece, withoutPiece } from '../../../shared/mail/parse-search.ts';
import type { SearchTerm } from '../../../shared/mail/search-query.ts';

/** Monday 23 November 2026, 14:28 in Oslo (UTC+1). */
const CLOCK = { now: Date.UTC(2026, 10, 23, 13, 28), timeZone: 'Europe/Oslo' };
const oslo = (month: number, day: number) => Date.UTC(2026, month - 1, day, -1);

function only(text: string): SearchTerm | undefined {
  return parseSearch(text, CLOCK).clauses[0]?.term;
}
function kinds(text: string): readonly SearchPiece['kind'][] {
  return parseSearch(text, CLOCK)
    .pieces.map(({ kind }) => kind)
    .filter((kind) => kind !== 'blank');
}

describe('what is typed into the search field', () => {
  it('is words, each of which must be found', () => {
    expect(parseSearch('quay  drawing', CLOCK).clauses).toEqual([
      { term: { kind: 'words', text: 'quay', phrase: false, where: 'anywhere' }, not: false },
      { term: { kind: 'words', text: 'drawing', phrase: false, where: 'anywhere' }, not: false },
    ]);
    expect(parseSearch('quay drawing', CLOCK).chips).toEqual([]);
  });

  it.each([
    ['from:anna', { kind: 'words', text: 'anna', phrase: false, where: 'from' }],
    ['TO:Per', { kind: 'words', text: 'Per', phrase: false, where: 'to' }],
    ['subject:"set C"', { kind: 'words', text: 'set C', phrase: true, where: 'subject' }],
    ['filename:scan.zip', { kind: 'words', text: 'scan.zip', phrase: false, where: 'filename' }],
    ['"half a phrase', { kind: 'words', text: 'half a phrase', phrase: true, where: 'anywhere' }],
    ['has:attachment', { kind: 'has-attachment' }],
    ['has:attachments', { kind: 'has-attachment' }],
    ['larger:5M', { kind: 'larger', bytes: 5 * 1024 * 1024 }],
    ['larger:1,5MB', { kind: 'larger', bytes: 1.5 * 1024 * 1024 }],
    ['smaller:300k', { kind: 'smaller', bytes: 300 * 1024 }],
    ['smaller:812', { kind: 'smaller', bytes: 812 }],
    ['is:Unread', { kind: 'is', state: 'unread' }],
    ['is:flagged', { kind: 'is', state: 'flagged' }],
    ['in:"Sent Items"', { kind: 'in', folder: 'Sent Items' }],
    ['before:2026-11-23', { kind: 'before', at: oslo(11, 23) }],
    ['after:23.11.2026', { kind: 'after', at: oslo(11, 23) }],
    ['after:today', { kind: 'after', at: oslo(11, 23) }],
    ['after:yesterday', { kind: 'after', at: oslo(11, 22) }],
    ['after:monday', { kind: 'after', at: oslo(11, 23) }],
    ['after:tuesday', { kind: 'after', at: oslo(11, 17) }],
    ['before:"last week"', { kind: 'before', at: oslo(11, 16) }],
    ['before:last-week', { kind: 'before', at: oslo(11, 16) }],
    ['https://example.com', { kind: 'words', text: 'https://example.com', phrase: false, where: 'anywhere' }],
    ['C:\\mail', { kind: 'words', text: 'C:\\mail', phrase: false, where: 'anywhere' }],
  ] satisfies [string, SearchTerm][])('%s', (text, term) => {
    expect(only(text)).toEqual(term);
  });

  it('counts a day from where the clock says that it begins', () => {
    // Summer time, and a zone in which it skips midnight (Santiago, 6 September 2026 begins at 01:00, UTC-3).
    expect(only('after:2026-07-01')).toEqual({ kind: 'after', at: Date.UTC(2026, 5, 30, 22) });
    const santiago = parseSearch('after:2026-09-06', { ...CLOCK, timeZone: 'America/Santiago' });
    expect(santiago.clauses[0]?.term).toEqual({ kind: 'after', at: Date.UTC(2026, 8, 6, 4) });
  });

  it('is negated by a minus before a word or an operator, and by none within', () => {
    expect(parseSearch('-from:anna -draft follow-up', CLOCK).clauses.map(({ not }) => not)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('has a chip for all but plain words', () => {
    const { chips } = parseSearch('quay from:anna "set C" -draft', CLOCK);
    expect(chips.map(({ text, why }) => [text, why])).toEqual([
      ['from:anna', null],
      ['"set C"', null],
      ['-draft', null],
    ]);
  });

  it.each([
    'lager:5M',
    'before:someday',
    'larger:big',
    'is:odd',
    'has:wings',
    'after:2026-02-31',
    'is:__proto__',
  ])('%s is a question, and left out', (text) => {
    const { clauses, chips } = parseSearch(`${text} quay`, CLOCK);
    expect(clauses).toHaveLength(1);
    expect(chips).toEqual([{ text, piece: 0, why: expect.anything() }]);
    expect(chips[0]?.why?.sentence).toContain('left out of the search');
  });

  it.each([
    'from:',
    '-',
    '"',
    '-from:"',
    'is:un',
    'has:att',
    'before:2026-1',
    'after:23.11',
    'before:"last w',
    'lager:',
  ])('%s is still being typed', (text) => {
    expect(kinds(text)).toEqual(['unfinished']);
  });

  it('is over with when more was typed after it', () => {
    expect(kinds('is:un quay')).toEqual(['unknown', 'clause']);
  });

  it('loses a chip and nothing else', () => {
    const parsed = parseSearch('quay  from:anna  is:unread', CLOCK);
    expect(withoutPiece(parsed, parsed.chips[0]?.piece ?? -1)).toBe('quay is:unread');
  });
});

const scrap = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'from:',
    '-',
    '"',
    ' ',
    '\n',
    'is:',
    'before:',
    'larger:',
    '5M',
    'today',
    '2026-11-23',
    'unread',
    ':',
  ),
);

describe('whatever is typed', () => {
  it('is read, and every character is in exactly one piece', () => {
    fc.assert(
      fc.property(fc.array(scrap), (scraps) => {
        const text = scraps.join('');
        const parsed = parseSearch(text, CLOCK);
        expect(parsed.pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of parsed.pieces) expect(piece.text).not.toBe('');
        for (const chip of parsed.chips) expect(parsed.pieces[chip.piece]?.text).toBe(chip.text);
      }),
    );
  });

  it('loses one clause with a chip, and no other', () => {
    fc.assert(
      fc.property(fc.array(scrap), (scraps) => {
        const parsed = parseSearch(scraps.join(''), CLOCK);
        for (const { piece } of parsed.chips) {
          const rest = parsed.pieces.filter((_, nth) => nth !== piece);
          const clauses = rest.flatMap((each) => (each.kind === 'clause' ? [each.clause] : []));
          expect(parseSearch(withoutPiece(parsed, piece), CLOCK).clauses).toEqual(clauses);
        }
      }),
    );
  });
});
