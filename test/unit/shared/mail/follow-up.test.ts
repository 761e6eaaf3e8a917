import { expect, test } from 'vitest';
import { dayBounds, localDay } from '../../../../shared/local-days.ts';
import {
  completed,
  DUE_CHOICES,
  dueOf,
  dueTime,
  flagState,
  isSameFlag,
} from '../../../../shared/mail/follow-up.ts';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const said = (at: number | null) =>
  at === null ? null : new Date(at * 86_400_000).toISOString().slice(0, 10);

test.each([
  ['2026-12-01', ['2026-12-01', '2026-12-02', '2026-12-04', '2026-12-11', null]],
  ['2026-12-04', ['2026-12-04', '2026-12-05', '2026-12-04', '2026-12-11', null]],
  ['2026-12-05', ['2026-12-05', '2026-12-06', '2026-12-06', '2026-12-11', null]],
  ['2026-12-06', ['2026-12-06', '2026-12-07', '2026-12-06', '2026-12-11', null]],
  ['2026-12-31', ['2026-12-31', '2027-01-01', '2027-01-01', '2027-01-08', null]],
])('on %s the choices mean these days', (today, days) => {
  expect(DUE_CHOICES.map((choice) => said(dueOf(choice, day(today))))).toEqual(days);
});

test('what is due is told from the day on which one looks', () => {
  const today = day('2026-12-03');
  const times = [-1, 0, 1, 2, 3, 4].map((more) => dueTime(today + more, today));
  expect(times).toEqual(['overdue', 'today', 'tomorrow', 'this week', 'this week', 'later']);
  expect(dueTime(undefined, today)).toBe('no date');
});

test('a flag says nothing that does not belong to it', () => {
  expect(flagState(false, { due: 5, reminder: 6 })).toEqual({ flagged: false });
  expect(flagState(true, {})).toEqual({ flagged: true });
  expect(flagState(true, { due: 5, done: 7 })).toEqual({ flagged: true, followUp: { due: 5 } });
  const done = completed({ flagged: true, followUp: { due: 5, reminder: 6 } }, 7);
  expect(done).toEqual({ flagged: false, followUp: { due: 5, done: 7 } });
  expect(completed(done, 8)).toEqual(done);
  expect(isSameFlag({ flagged: false }, { flagged: false, followUp: { done: null } })).toBe(false);
});

test('a day begins at its local midnight and ends with the next', () => {
  const { start, end } = dayBounds(day('2026-12-04'));
  expect([start - 1, start, end - 1, end].map(localDay)).toEqual(
    [-1, 0, 0, 1].map((more) => day('2026-12-04') + more),
  );
});
