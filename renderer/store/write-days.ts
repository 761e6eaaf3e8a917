import type { RetinueDatabase } from './database.ts';
import { createDayTally } from './day-tally.ts';

/**
 * Days are local: when the computer's time zone is another than the one they were counted in, they are counted anew
 * from the rows. Returns whether that was done.
 */
export function followTimeZone(database: RetinueDatabase, timeZone: string): Promise<boolean> {
  const { messages, days, meta } = database;
  return database.transaction('rw', [messages, days, meta], async () => {
    const counted = await meta.get('time-zone');
    if (counted?.value === timeZone) return false;
    await days.clear();
    const tally = createDayTally();
    await messages.each((row) => tally.added(row));
    await tally.write(days);
    await meta.put({ key: 'time-zone', value: timeZone });
    return true;
  });
}
