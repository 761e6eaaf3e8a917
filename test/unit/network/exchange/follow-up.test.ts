import { afterEach, describe, expect, it } from 'vitest';
import type { PropertyValue } from '../../../../electron/network/dav/multistatus.ts';
import { flagOfMessage, flagPatch } from '../../../../electron/network/exchange/follow-up.ts';
import { P } from '../../../../electron/network/exchange/properties.ts';
import type { FlagState } from '../../../../shared/mail/follow-up.ts';
import type { Property } from '../../../../electron/network/dav/property.ts';

const DAY = Date.UTC(2026, 11, 4) / 86_400_000;
const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const value = (text: string): PropertyValue => ({ text, type: null, values: [], children: [] });
const found = (...pairs: readonly (readonly [Property, string])[]) =>
  new Map(pairs.map(([property, text]) => [property.key, value(text)]));
/** What a server keeps of a change. */
const kept = (state: FlagState) =>
  found(
    ...flagPatch(state).flatMap(([property, said]) => {
      if (said === null || (typeof said !== 'string' && !('text' in said))) return [];
      return [[property, typeof said === 'string' ? said : said.text] as const];
    }),
  );

const STATES: readonly FlagState[] = [
  { flagged: false },
  { flagged: true },
  { flagged: true, followUp: { due: DAY } },
  { flagged: true, followUp: { reminder: Date.UTC(2026, 11, 4, 8, 30) } },
  { flagged: true, followUp: { due: DAY, reminder: Date.UTC(2026, 11, 3, 8, 30) } },
  { flagged: false, followUp: { done: Date.UTC(2026, 11, 2, 12) } },
  { flagged: false, followUp: { due: DAY, done: null } },
];
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kolkata',
];

describe.each(ZONES)('a flag in %s', (name) => {
  it.each(STATES)('is read as it was written: %j', (state) => {
    process.env.TZ = name;
    expect(flagOfMessage(kept(state))).toEqual(state);
  });

  it('is due on the day of other programs, whichever midnight they write', () => {
    process.env.TZ = name;
    const here = new Date(2026, 11, 4).toISOString();
    for (const text of [here, '2026-12-04T00:00:00.000Z'])
      expect(flagOfMessage(found([P.flagStatus, '2'], [P.taskDue, text]))).toEqual({
        flagged: true,
        followUp: { due: DAY },
      });
  });

  it('is due where only the time by which to answer says so, as Entourage writes it', () => {
    process.env.TZ = name;
    const evening = new Date(2026, 11, 4, 17).toISOString();
    expect(flagOfMessage(found([P.flagStatus, '2'], [P.replyTime, evening]))).toEqual({
      flagged: true,
      followUp: { due: DAY },
    });
  });
});

describe('a flag of another program', () => {
  it('was written here and is the same in another time zone', () => {
    process.env.TZ = 'Asia/Tokyo';
    const there = kept({ flagged: true, followUp: { due: DAY } });
    process.env.TZ = 'America/Los_Angeles';
    expect(flagOfMessage(there)).toEqual({ flagged: true, followUp: { due: DAY } });
  });

  it('reminds only where its reminder is set, and of nothing when it is complete', () => {
    const times = [
      [P.reminderTime, '2026-12-04T09:00:00Z'],
      [P.reminderSignal, '2026-12-04T08:00:00Z'],
    ] as const;
    const flagged = [P.flagStatus, '2'] as const;
    expect(flagOfMessage(found(flagged, ...times))).toEqual({ flagged: true });
    expect(flagOfMessage(found(flagged, [P.reminderSet, '1'], ...times))).toEqual({
      flagged: true,
      followUp: { reminder: Date.UTC(2026, 11, 4, 8) },
    });
    expect(flagOfMessage(found([P.flagStatus, '1'], [P.reminderSet, '1'], ...times))).toEqual({
      flagged: false,
      followUp: { done: null },
    });
  });

  it('that says nonsense is no flag, or one without a date', () => {
    expect(flagOfMessage(found([P.flagStatus, 'yes']))).toEqual({ flagged: false });
    for (const text of ['', 'soon', '1601-01-01T00:00:00Z', '4501-01-01T00:00:00Z'])
      expect(flagOfMessage(found([P.flagStatus, '2'], [P.taskDue, text]))).toEqual({ flagged: true });
  });
});
