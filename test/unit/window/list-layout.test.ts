import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { firstWeekdayOf, groupNames } from '../../../renderer/features/mail/list/groups.ts';
import {
  CHILD_HEIGHT,
  childOf,
  firstHeadOfDay,
  HEAD_HEIGHT,
  layoutOf,
  headOf,
  placeOf,
  ROW_HEIGHT,
  rowAt,
  rowHeightAt,
  rowOfChild,
  rowOfHead,
  rowTop,
} from '../../../renderer/features/mail/list/layout.ts';
import { localDay, UNDATED } from '../../../renderer/store/days.ts';
import { english } from '../../../shared/language/say.ts';

const day = (nday: number, count: number, unread = 0) => ({ folderId: 'f', nday, count, unread });
const label = (nday: number) => `week ${Math.floor(nday / 7)}`;

describe('the layout of a list', () => {
  it('numbers rows over days and sums groups', () => {
    const layout = layoutOf([day(-21, 2, 1), day(-20, 3), day(-14, 4, 2)], label);
    expect(layout.groups).toEqual([
      { label: 'week -3', count: 5, unread: 1, firstRow: 0, top: 0 },
      { label: 'week -2', count: 4, unread: 2, firstRow: 5, top: HEAD_HEIGHT + 5 * ROW_HEIGHT },
    ]);
    expect(layout.rowCount).toBe(9);
    expect(layout.unread).toBe(3);
    expect(layout.height).toBe(9 * ROW_HEIGHT + 2 * HEAD_HEIGHT);
  });

  it('leaves days without mail out', () => {
    const layout = layoutOf([day(-3, 0), day(-2, 1)], label);
    expect(layout.groups).toHaveLength(1);
    expect(firstHeadOfDay(layout, -3)).toBeNull();
  });

  it('is empty for an empty folder', () => {
    const layout = layoutOf([], label);
    expect(layout.height).toBe(0);
    expect(placeOf(layout, 0)).toBeNull();
  });

  it('finds every row where it put it, and its place in the store', () => {
    const days = fc.uniqueArray(fc.integer({ min: -4000, max: -1 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        days,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 60, maxLength: 60 }),
        (ndays, counts) => {
          const sorted = ndays.toSorted((a, b) => a - b);
          const layout = layoutOf(
            sorted.map((nday, index) => day(nday, counts[index] ?? 1)),
            label,
          );
          for (let index = 0; index < layout.rowCount; index += 7) {
            const top = rowTop(layout, index);
            expect(rowAt(layout, top)).toBe(index);
            expect(rowAt(layout, top + ROW_HEIGHT - 1)).toBe(index);
            const place = placeOf(layout, index);
            expect(place && (firstHeadOfDay(layout, place.nday) ?? 0) + place.offset).toBe(index);
          }
          expect(rowTop(layout, layout.rowCount - 1) + ROW_HEIGHT).toBe(layout.height);
        },
      ),
    );
  });

  it('makes room for what lies open, and finds every row of it', () => {
    const kept = fc.array(
      fc.record({ count: fc.integer({ min: 1, max: 9 }), under: fc.integer({ min: 0, max: 3 }) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    const places = fc.array(
      fc.record({ day: fc.nat(11), offset: fc.nat(9), children: fc.integer({ min: 1, max: 5 }) }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(kept, places, (days, wanted) => {
        const heads = days.map(({ count }) => count);
        const opened = [...new Map(wanted.map((each) => [`${each.day} ${each.offset}`, each])).values()]
          .filter(({ day: at, offset }) => offset < (heads[at] ?? 0))
          .map(({ day: at, offset, children }) => ({ nday: at - 100, offset, children }));
        const layout = layoutOf(
          days.map(({ count, under }, at) => ({ ...day(at - 100, count + under), under })),
          label,
          opened,
        );
        const children = opened.reduce((sum, each) => sum + each.children, 0);
        const headCount = heads.reduce((sum, count) => sum + count, 0);
        expect(layout.rowCount).toBe(headCount + children);
        expect(layout.messages).toBe(days.reduce((sum, { count, under }) => sum + count + under, 0));
        let y = -1;
        for (let index = 0; index < layout.rowCount; index += 1) {
          const top = rowTop(layout, index);
          expect(top).toBeGreaterThan(y);
          y = top + rowHeightAt(layout, index) - 1;
          expect([rowAt(layout, top), rowAt(layout, y)]).toEqual([index, index]);
          const child = childOf(layout, index);
          expect(rowHeightAt(layout, index)).toBe(child ? CHILD_HEIGHT : ROW_HEIGHT);
          const head = headOf(layout, index);
          if (!child) expect(rowOfHead(layout, head)).toBe(index);
          else {
            expect(rowOfChild(layout, child.opened, child.nth)).toBe(index);
            expect(placeOf(layout, head)).toMatchObject({
              nday: opened[child.opened]?.nday,
              offset: opened[child.opened]?.offset,
            });
          }
        }
      }),
    );
  });

  it('holds 100,000 rows', () => {
    const layout = layoutOf(
      Array.from({ length: 2000 }, (_, index) => day(index - 3000, 50)),
      label,
    );
    expect(layout.rowCount).toBe(100_000);
    expect(placeOf(layout, 99_999)).toEqual({ nday: -1001, offset: 49 });
    expect(rowAt(layout, layout.height + 1000)).toBe(99_999);
  });
});

describe('the groups by date', () => {
  const today = localDay(new Date(2026, 10, 26, 12).getTime()); // a Thursday
  const name = (daysAgo: number, firstWeekday = 1) =>
    groupNames(today, firstWeekday, english('en-GB'))(-(today - daysAgo));

  it('go from today to months', () => {
    expect([0, 1, 2, 3, 4, 10, 11, 30].map((ago) => name(ago))).toEqual([
      'Today',
      'Yesterday',
      'Earlier this week',
      'Earlier this week',
      'Last week',
      'Last week',
      'November 2026',
      'October 2026',
    ]);
  });

  it('follow the first day of the week', () => {
    expect(name(4, 7)).toBe('Earlier this week');
    expect(name(5, 7)).toBe('Last week');
    expect(firstWeekdayOf('en-GB')).toBe(1);
  });

  it('name mail dated ahead and mail without a date', () => {
    expect(name(-3)).toBe('Dated ahead');
    expect(groupNames(today, 1, english())(UNDATED)).toBe('No date');
  });

  it('make one format for a list of any length', () => {
    const Format = Intl.DateTimeFormat;
    const formats = vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function (...args) {
      return new Format(...args);
    });
    const nameOf = groupNames(today, 1, english('en-GB'));
    const names = new Set(Array.from({ length: 4000 }, (_, daysAgo) => nameOf(-(today - daysAgo))));
    expect(names.size).toBe(136);
    expect(formats).toHaveBeenCalledTimes(1);
    formats.mockRestore();
  });
});
