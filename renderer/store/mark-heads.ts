import type { Transaction } from 'dexie';
import { ndayOf } from './days.ts';
import { headFacts, misplaced, turned } from './heads.ts';
import type { DayRow, MessageRow } from './tables.ts';

/** Rows that are held at once. */
const ROWS = 500;

/** For rows of before heads were kept: marks what lies under a newer message, and counts it into the days. */
export async function markHeads(transaction: Transaction): Promise<void> {
  const messages = transaction.table<MessageRow, string>('messages');
  const facts: ReturnType<typeof headFacts>[] = [];
  await messages.each((row) => void facts.push(headFacts(row)));
  const ids = misplaced(facts).map(({ id }) => id);
  const under = new Map<string, number>();
  for (let at = 0; at < ids.length; at += ROWS) {
    const rows = (await messages.bulkGet(ids.slice(at, at + ROWS))).flatMap((row) => row ?? []);
    await messages.bulkPut(rows.map(turned));
    for (const { folderId, date } of rows) {
      const day = `${ndayOf(date)}|${folderId}`;
      under.set(day, (under.get(day) ?? 0) + 1);
    }
  }
  await transaction
    .table<DayRow>('days')
    .toCollection()
    .modify((day) => {
      const count = under.get(`${day.nday}|${day.folderId}`);
      if (count !== undefined) Object.assign(day, { under: count });
    });
}
