import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { buildCommand, type Command, inLanes, judged, ONCE, type Parcel } from './command.ts';

/** The server takes a moment after it has done what was asked, so that a kill falls between doing and saying. */
const SLOW_REPLY: RuleInput = {
  id: 'slow-reply',
  title: 'Slow to answer',
  where: { method: ['PROPPATCH', 'PUT', 'PROPFIND', 'MOVE', 'SEARCH'] },
  step: 'after-commit-before-reply',
  what: { kind: 'latency', latency: { distribution: 'fixed', ms: 150 } },
};
/** Spooled, five requests of two lines each, filed: there is no other line to be killed at. */
const LINES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const LANES = 3;

let mock: MockExchange;
let command: Command;
beforeAll(async () => {
  mock = await startMockExchange({ scenario: 'healthy', rules: [SLOW_REPLY] });
  command = await buildCommand();
});
afterAll(async () => {
  await command.remove();
  await mock.stop();
});

/** Lines of the message's journal; 0 where there is none yet. */
async function lines({ spool }: Parcel): Promise<number> {
  const names = await readdir(spool).catch(() => []);
  const id = names.find((name) => /^[0-9a-f]{32}$/.test(name));
  if (id === undefined) return 0;
  const text = await readFile(path.join(spool, id, 'journal.ndjson'), 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}

/** Ends the process with kill -9 as soon as its journal has so many lines. False where it came to its end before. */
async function killAt(parcel: Parcel, most: number): Promise<boolean> {
  const child = command.start(mock, parcel);
  child.stdout?.resume();
  const ended = once(child, 'close').then(() => true);
  while ((await lines(parcel)) < most) if (await Promise.race([ended, sleep(5, false)])) return false;
  child.kill('SIGKILL');
  await ended;
  return true;
}

describe('send, ended by kill -9', () => {
  it('at each line of its journal: run again, it is sent once', { timeout: 120_000 }, async () => {
    const found = await inLanes(LANES, LINES, async (at) => {
      const parcel = await command.parcel(`killed-at-${at}`);
      const isKilled = await killAt(parcel, at);
      const { status, last } = await command.toItsEnd(mock, parcel);
      return { at, isKilled, status, done: last.done, truth: judged(mock, `killed-at-${at}`) };
    });
    expect(found).toEqual(LINES.map((at) => ({ at, isKilled: true, status: 0, done: true, truth: ONCE })));
  });

  it('again and again: goes on each time, and run once more it sends nothing', {
    timeout: 120_000,
  }, async () => {
    const parcel = await command.parcel('killed-often');
    // Two lines each time: one is always a step further.
    for (let kills = 0; kills < 5 && (await killAt(parcel, (await lines(parcel)) + 2)); kills += 1);
    expect((await command.toItsEnd(mock, parcel)).status).toBe(0);
    const requests = mock.journal.length;
    expect(await command.toItsEnd(mock, parcel)).toMatchObject({ status: 0, last: { done: true } });
    expect(mock.journal.length).toBe(requests);
    expect(judged(mock, 'killed-often')).toEqual(ONCE);
  });
});
