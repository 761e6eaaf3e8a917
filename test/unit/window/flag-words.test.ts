import { expect, it } from 'vitest';
import { datesOn } from '../../../renderer/components/format/dates.ts';
import { flagLook, flagWords } from '../../../renderer/features/mail/follow-up/flag-words.ts';
import { localDay } from '../../../shared/local-days.ts';
import { english } from '../../../shared/language/say.ts';
import type { FlagState } from '../../../shared/mail/follow-up.ts';

/** A Tuesday. */
const NOW = new Date(2026, 11, 1, 14).getTime();
const TODAY = localDay(NOW);
const words = (flag: FlagState) => flagWords(flag, datesOn(NOW, 'en-GB'), english());
const dueIn = (days: number) => words({ flagged: true, followUp: { due: TODAY + days } });

it('a flag is told with its day', () => {
  expect(words({ flagged: false })).toBe('');
  expect(words({ flagged: true })).toBe('Flagged');
  expect(words({ flagged: false, followUp: { due: TODAY, done: NOW } })).toBe('Complete');
  expect([0, 1, 3, 6].map(dueIn)).toEqual([
    'Flagged, due today',
    'Flagged, due tomorrow',
    'Flagged, due Friday',
    'Flagged, due Monday',
  ]);
  expect(dueIn(7)).toMatch(/^Flagged, due Tuesday,? 8 December$/);
  expect(dueIn(31)).toMatch(/^Flagged, due Friday,? 1 January 2027$/);
  expect(dueIn(-1)).toMatch(/^Flagged, overdue since Monday,? 30 November$/);
});

it('what is late or done looks so', () => {
  const look = (flag: FlagState) => flagLook(flag, TODAY);
  expect(look({ flagged: true, followUp: { due: TODAY - 1 } })).toBe('overdue');
  expect(look({ flagged: false, followUp: { due: TODAY - 1, done: null } })).toBe('complete');
  expect(look({ flagged: true, followUp: { due: TODAY } })).toBeUndefined();
});
