import { describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { JournalEntry } from '../../../electron/mock-exchange/journal/entry.ts';
import { builtInScenario, scenarioNames } from '../../../electron/mock-exchange/scenarios/library.ts';
import type { ScenarioInput } from '../../../electron/mock-exchange/scenarios/scenario.ts';
import { clientOf, message, type PlainClient } from './plain-client.ts';

/** Requests of every kind that scenarios have rules for. The answers do not steer it. */
async function script(client: PlainClient): Promise<void> {
  await client.send('PROPFIND', '/exchange/alex/', { Depth: '1' });
  await client.send('PROPFIND', '/exchange/alex/Inbox/', { Depth: '1,noroot' });
  for (const id of ['one', 'two']) {
    const eml = message(id, `Subject ${id}`, { body: 'x'.repeat(1000) });
    for (let tries = 0; tries < 2; tries++) await client.draft(`${id}.EML`, eml);
    for (let tries = 0; tries < 2; tries++) await client.submit(`${id}.EML`);
    await client.send('PUT', `/exchange/alex/Sent%20Items/${id}.EML`, {}, eml);
  }
  const listed = await client.send('X-MS-ENUMATTS', '/exchange/alex/Inbox/Drawing%20set%20C.EML');
  const path = /<a:response><a:href>https?:\/\/[^/]*([^<]*)</.exec(listed.text)?.[1];
  if (path !== undefined) {
    for (const range of ['bytes=0-', 'bytes=7000000-']) await client.send('GET', path, { Range: range });
  }
  await client.send('UNLOCK', '/exchange/alex/Drafts/one.EML', { 'Lock-Token': '<opaquelocktoken:0>' });
  await client.send('PROPFIND', '/exchange/alex/Sent%20Items/', { Depth: '1,noroot' });
}

/** What a journal says besides the time: clock readings are left out, and how far a cut answer got. */
function timeless(journal: readonly JournalEntry[]) {
  return journal.map(({ at: _at, durationMs: _duration, wire, responseBytes, status, rule, ...rest }) => ({
    ...rest,
    status,
    rule,
    responseBytes: rule === null ? responseBytes : null,
    request: wire.requestHeaders,
    text: wire.responseText?.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'),
  }));
}

async function played(scenario: string | ScenarioInput, rate: number) {
  const clock = { start: Date.UTC(2026, 10, 23, 14), rate };
  const mock = await startMockExchange({ scenario, clock });
  const client = await clientOf(mock);
  await script(client);
  const saved = mock.scenario();
  const lines = timeless(mock.journal);
  const oracle = mock.oracle();
  await client.stop();
  return { lines, oracle, saved };
}

/** Answers that come late, or are converted, need a clock that runs; elsewhere it stands, so that nothing ends by itself. */
const WAITS: ReadonlySet<string> = new Set([
  'slow-commit',
  'slow-line',
  'sleep-in-mid-transfer',
  'after-mailbox-move',
  'large-after-move',
  'conversion-500',
  'bad-name',
]);

/** Silent for good, so that a script cannot wait for the end. */
const ENDLESS = new Set(['stall-under-back-pressure']);

describe('every scenario of the library', async () => {
  for (const name of (await scenarioNames()).filter((each) => !ENDLESS.has(each))) {
    it(`${name}: the same journal twice, and once more when it was saved and loaded`, async () => {
      const scenario = await builtInScenario(name);
      expect(scenario.name).toBe(name);
      const rate = name === 'busy-at-nine' ? 200 : WAITS.has(name) ? 5000 : 0;
      const first = await played(name, rate);
      const second = await played(name, rate);
      expect(second.lines).toEqual(first.lines);
      expect(second.oracle).toEqual(first.oracle);
      const loaded = await played(first.saved, rate);
      expect(loaded.lines).toEqual(first.lines);
      expect(loaded.oracle).toEqual(first.oracle);
    });
  }
});
