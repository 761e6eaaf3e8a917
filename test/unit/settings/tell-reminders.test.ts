import { beforeEach, expect, it } from 'vitest';
import { createReminderTeller, RETRY_MS } from '../../../renderer/features/arrivals/tell-reminders.ts';
import type { DueRow } from '../../../renderer/store/reader.ts';
import { fail, type Failure } from '../../../shared/errors.ts';
import { english } from '../../../shared/language/say.ts';
import { mail } from '../window/support/fake-services.ts';

const due = (n: number): DueRow => ({ row: mail(n), told: { id: `a|m${n}`, at: 1000 } });

let time: number;
let isTaken: boolean;
let shown: string[];
let noted: string[];
let reported: Failure[];
let tell: ReturnType<typeof createReminderTeller>;

beforeEach(() => {
  time = 50_000;
  isTaken = true;
  shown = [];
  noted = [];
  reported = [];
  tell = createReminderTeller({
    async show({ title }) {
      shown.push(title);
      if (!isTaken) throw fail('bug', 'The system shows no notices.');
    },
    note: async (told) => void noted.push(...told.map(({ id }) => id)),
    report: async (failure) => void reported.push(failure),
    now: () => time,
  });
});

it('tells of a reminder once, however often it is looked at', async () => {
  await Promise.all([tell([due(1)], english()), tell([due(1)], english())]);
  time += 10 * RETRY_MS;
  await tell([due(1), due(2)], english());
  expect(shown).toEqual(['Reminder: Subject 1', 'Reminder: Subject 2']);
  expect(noted).toEqual(['a|m1', 'a|m2']);
});

it('what the system did not take is offered again after a while, and reported once', async () => {
  isTaken = false;
  await tell([due(1)], english());
  time += RETRY_MS - 1;
  await tell([due(1)], english());
  expect(shown).toHaveLength(1);
  time += 1;
  await tell([due(1)], english());
  expect(shown).toHaveLength(2);
  expect(reported.map(({ sentence }) => sentence)).toEqual(['The system shows no notices.']);
  expect(noted).toEqual([]);
  // Another one that came meanwhile is told with it.
  isTaken = true;
  time += RETRY_MS;
  await tell([due(1), due(2)], english());
  expect(shown.at(-1)).toBe('2 reminders');
  expect(noted).toEqual(['a|m1', 'a|m2']);
  // A later failure is news again.
  isTaken = false;
  await tell([due(3)], english());
  expect(reported).toHaveLength(2);
});
