import { afterEach, describe, expect, it } from 'vitest';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import { dayBounds, localDay } from '../../../renderer/store/days.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { daysAgree } from '../engine/bench.ts';
import { message } from '../engine/fake-network.ts';

const zone = process.env['TZ'];

describe('days', () => {
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('are counted anew when the computer is in another time zone', async () => {
    process.env['TZ'] = 'Pacific/Auckland';
    const database = new RetinueDatabase('time-zone');
    const writer = openWriter(database);
    await writer.followTimeZone('Pacific/Auckland');
    await writer.page(
      'a|/x',
      Array.from({ length: 50 }, (_, n) => message(n)),
      null,
    );
    await daysAgree(database);
    process.env['TZ'] = 'America/Los_Angeles';
    await expect(daysAgree(database)).rejects.toThrow('days');
    expect(await writer.followTimeZone('America/Los_Angeles')).toBe(true);
    expect(await writer.followTimeZone('America/Los_Angeles')).toBe(false);
    await daysAgree(database);
  });

  it('have 23 or 25 hours when the clocks change', () => {
    process.env['TZ'] = 'Europe/Oslo';
    const hours = (at: number) => {
      const { start, end } = dayBounds(localDay(at));
      expect(start <= at && at < end).toBe(true);
      return (end - start) / 3_600_000;
    };
    expect(hours(Date.UTC(2026, 2, 29, 12))).toBe(23);
    expect(hours(Date.UTC(2026, 9, 25, 12))).toBe(25);
    expect(hours(Date.UTC(2026, 5, 1, 12))).toBe(24);
  });
});
