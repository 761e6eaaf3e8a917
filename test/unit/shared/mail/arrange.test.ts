import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../../../shared/mail/arrange.ts';
import { type ArrangedFacts, SORTS } from '../../../../shared/mail/arrangement.ts';

/** A Tuesday. */
const TODAY = 20_606;
const facts = (id: string, change: Partial<ArrangedFacts> = {}): ArrangedFacts => ({
  id,
  nd: -1000,
  from: '"Anna" <anna@x.example>',
  subject: 'Quay',
  size: 1000,
  flagged: false,
  read: true,
  categories: [],
  hasAttachment: false,
  ...change,
});
const deps = { locale: 'en', today: TODAY, ndayOf: (nd: number) => Math.floor(nd / 1000) };
const said = (messages: readonly ArrangedFacts[], sort: (typeof SORTS)[number], descending: boolean) =>
  arrange(messages, { sort, descending }, deps).map(({ heading, ids }) => [
    heading.kind === 'text' ? heading.text : heading.kind === 'band' ? heading.band : heading.nday,
    ids.join(' '),
  ]);

describe('an arranged list', () => {
  it('stands by sender, without regard to case and accents, what has none at the end from either side', () => {
    const messages = [
      facts('1', { from: '"Zoë" <z@x>' }),
      facts('2', { from: '' }),
      facts('3', { from: '"ömer" <o@x>' }),
      facts('4', { from: 'bare@x.example' }),
      facts('5', { from: '"Zoe" <other@x>', nd: -2000 }),
    ];
    expect(said(messages, 'from', false)).toEqual([
      ['bare@x.example', '4'],
      ['ömer', '3'],
      ['Zoe', '5'],
      ['Zoë', '1'],
      ['no sender', '2'],
    ]);
    expect(said(messages, 'from', true).at(-1)).toEqual(['no sender', '2']);
  });

  it('stands by subject without its prefixes, under its first letter', () => {
    const messages = [
      facts('1', { subject: 'Re: Quay' }),
      facts('2', { subject: 'Crane' }),
      facts('3', { subject: 'AW: crane 2' }),
    ];
    expect(said(messages, 'subject', false)).toEqual([
      ['C', '2 3'],
      ['Q', '1'],
    ]);
  });

  it('stands by size under bands, the largest first', () => {
    const sizes = [500, 20 * 1024, 11 * 1024 * 1024, 2 * 1024 * 1024, 300 * 1024];
    expect(
      said(
        sizes.map((size, nth) => facts(String(nth), { size })),
        'size',
        true,
      ),
    ).toEqual([
      ['over 10 MB', '2'],
      ['1 to 10 MB', '3'],
      ['100 KB to 1 MB', '4'],
      ['10 to 100 KB', '1'],
      ['under 10 KB', '0'],
    ]);
  });

  it('stands by day from either end, and by marks, the newest first within', () => {
    const messages = [
      facts('1', { nd: -3500, read: false }),
      facts('2', { nd: -1500, flagged: true }),
      facts('3', { nd: -3200, categories: ['Red', 'Blue'] }),
    ];
    expect(said(messages, 'date', false)).toEqual([
      [-2, '2'],
      [-4, '3 1'],
    ]);
    expect(said(messages, 'flag', true)).toEqual([
      ['no date', '2'],
      ['not flagged', '1 3'],
    ]);
    expect(said(messages, 'unread', true)).toEqual([
      ['unread', '1'],
      ['read', '3 2'],
    ]);
    expect(said(messages, 'category', false)).toEqual([
      ['Blue', '3'],
      ['no category', '1 2'],
    ]);
  });

  it('stands by flag with what is due first, then what has no date, is complete or has none', () => {
    const flagged = (id: string, followUp: ArrangedFacts['followUp']) =>
      facts(id, { flagged: followUp?.done === undefined, ...(followUp ? { followUp } : {}) });
    const messages = [
      facts('none'),
      flagged('plain', undefined),
      flagged('done', { due: TODAY, done: 5 }),
      flagged('sunday', { due: TODAY + 5 }),
      flagged('monday', { due: TODAY + 6 }),
      flagged('today', { due: TODAY }),
      flagged('tomorrow', { due: TODAY + 1 }),
      flagged('late', { due: TODAY - 1 }),
      flagged('later', { due: TODAY - 9 }),
    ];
    const groups = [
      ['overdue', 'later late'],
      ['today', 'today'],
      ['tomorrow', 'tomorrow'],
      ['this week', 'sunday'],
      ['later', 'monday'],
      ['no date', 'plain'],
      ['complete', 'done'],
      ['not flagged', 'none'],
    ];
    expect(said(messages, 'flag', true)).toEqual(groups);
    expect(said(messages, 'flag', false).map(([band]) => band)).toEqual(
      groups.map(([band]) => band).toReversed(),
    );
  });

  it('loses nothing and shows nothing twice, by whatever it stands', () => {
    const one = fc.record({
      nd: fc.integer({ min: -5000, max: 0 }),
      from: fc.constantFrom('', 'a@x', '"Ä" <b@x>', '"Zoe" <c@x>'),
      subject: fc.constantFrom('', 'Re:', 'Quay', 'quay', '港'),
      size: fc.nat(20_000_000),
      flagged: fc.boolean(),
      read: fc.boolean(),
      hasAttachment: fc.boolean(),
      categories: fc.subarray(['Red', 'Blue']),
    });
    fc.assert(
      fc.property(fc.array(one), fc.constantFrom(...SORTS), fc.boolean(), (list, sort, descending) => {
        const messages = list.map((each, nth) => ({ ...each, id: String(nth) }));
        const groups = arrange(messages, { sort, descending }, deps);
        const ids = groups.flatMap((group) => group.ids);
        expect(ids.toSorted()).toEqual(messages.map(({ id }) => id).toSorted());
        expect(groups.reduce((sum, { unread }) => sum + unread, 0)).toBe(
          messages.filter(({ read }) => !read).length,
        );
      }),
    );
  });
});
