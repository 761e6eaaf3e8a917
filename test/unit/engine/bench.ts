import { createEngine, type Engine } from '../../../renderer/engine/engine.ts';
import { type Clock, systemClock } from '../../../renderer/engine/clock.ts';
import { storeLog } from '../../../renderer/engine/engine-log.ts';
import { createNetworkLink, type NetworkLink } from '../../../renderer/engine/network-link.ts';
import { type RetinueDatabase, writingDatabase } from '../../../renderer/store/database.ts';
import { ndayOf } from '../../../renderer/store/days.ts';
import type { MessageRow } from '../../../renderer/store/tables.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { CallContext } from '../../../shared/rpc/server.ts';
import type { Transport } from '../../../shared/rpc/protocol.ts';

export const ACCOUNT = 'alex';
export const INBOX = `${ACCOUNT}|/exchange/alex/Inbox`;

/** An engine over a database of its own. */
export interface Bench {
  readonly engine: Engine;
  readonly database: RetinueDatabase;
  readonly link: NetworkLink;
  readonly clock: Clock;
  stop(): Promise<void>;
}

let names = 0;

/** Starts an engine; pass a database to go on with the one of an earlier run. */
export function startBench(transport: Transport, database = freshDatabase(), clock = systemClock()): Bench {
  const link = createNetworkLink(clock);
  link.attach(transport);
  const log = storeLog(openWriter(database), clock);
  const engine = createEngine({ network: link, database, clock, random: () => 0.5, log });
  return { engine, database, link, clock, stop: () => engine.stop() };
}

export function freshDatabase(): RetinueDatabase {
  names += 1;
  return writingDatabase(`engine-${names}`);
}

/** A call's context that nobody cancels. */
export function context(): CallContext {
  return { signal: new AbortController().signal, progress: () => {} };
}

/** Waits until `check` holds; a state of the store, never a time. */
export async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 2000; tries += 1) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain for: ${what}`);
}

/** Throws unless the day counts equal what the rows say. */
export async function daysAgree(database: RetinueDatabase): Promise<void> {
  const counted = new Map<string, string>();
  const tally = new Map<string, { count: number; unread: number; flagged: number; under: number }>();
  const heads = new Map<string, MessageRow>();
  const rows = await database.messages.toArray();
  const conversation = (row: MessageRow) => `${row.folderId} ${row.thread ?? row.id}`;
  for (const row of rows) {
    const head = heads.get(conversation(row));
    if (!head || row.nd < head.nd || (row.nd === head.nd && row.id < head.id))
      heads.set(conversation(row), row);
  }
  for (const row of rows) {
    if ((heads.get(conversation(row)) === row) === (row.under === 1))
      throw new Error(`wrong head: ${row.id}`);
    const key = `${row.folderId} ${ndayOf(row.date)}`;
    const day = tally.get(key) ?? { count: 0, unread: 0, flagged: 0, under: 0 };
    tally.set(key, {
      count: day.count + 1,
      unread: day.unread + (row.read ? 0 : 1),
      flagged: day.flagged + (row.flagged ? 1 : 0),
      under: day.under + (row.under ?? 0),
    });
    if ((row.unread === 1) === row.read) throw new Error(`unread flag and index differ: ${row.id}`);
    if ((row.flag === 1) !== row.flagged) throw new Error(`flag and index differ: ${row.id}`);
  }
  for (const [key, day] of tally) counted.set(key, `${day.count}/${day.unread}/${day.flagged}/${day.under}`);
  const stored = new Map(
    (await database.days.toArray()).map((day) => [
      `${day.folderId} ${day.nday}`,
      `${day.count}/${day.unread}/${day.flagged ?? 0}/${day.under ?? 0}`,
    ]),
  );
  const text = (map: Map<string, string>) => JSON.stringify([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (text(stored) !== text(counted)) throw new Error(`days ${text(stored)}\nrows ${text(counted)}`);
}
