import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { builtInScenario } from '../../../electron/mock-exchange/scenarios/library.ts';
import { clientOf, type PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { sha256Of, startFetch } from './house.ts';

const ITEM = 'Inbox/Laser%20scan%20of%20quay%203.EML';
const BYTES = 180_000_000;

let client: PlainClient;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-fetch-'));
  client = await clientOf(await startMockExchange({ scenario: 'large-after-move' }));
});
afterEach(async () => {
  await client.stop();
  await rm(folder, { recursive: true, force: true });
});

function fetchFrom(url: string, out: string) {
  const password = client.mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  return startFetch(['--url', url, '--user', 'alex', '--out', out, '--json'], password).finished;
}

/** The worker process ends at the first large answer that is asked for. */
const ARMED = {
  id: 'armed',
  where: { method: 'GET', size: { above: 1_000_000 }, nth: 1 },
  step: 'after-headers',
  what: { kind: 'crash-worker' },
} as const;

describe('KB 329067: 180 MB in a message older than the limit, on a mailbox just moved, responses limited to 8 MB', () => {
  it('arrives whole with at most two 500s and no crash after the first; a plain GET does not', {
    timeout: 120_000,
  }, async () => {
    const { mock } = client;
    const attachment = await client.attachment(ITEM);
    mock.faults.add(ARMED);
    const out = path.join(folder, 'quay-3.e57');
    const before = mock.oracle();
    const { status, last, stderr } = await fetchFrom(`${mock.origin}${attachment}`, out);
    expect(status, stderr).toBe(0);
    const after = mock.oracle();
    const faults = mock.journal.filter(
      ({ method, status: answered }) => method === 'GET' && answered === 500,
    );
    expect(faults.length).toBeLessThanOrEqual(2);
    expect(after.workerCrashes - before.workerCrashes).toBe(1);
    expect(last).toMatchObject({ done: true, bytes: BYTES, sha256: await sha256Of(out) });
    const scenario = await builtInScenario('large-after-move');
    const healthy = await clientOf(
      await startMockExchange({ scenario: { ...scenario, settings: {}, actions: [] } }),
    );
    const truth = await healthy.send('GET', attachment);
    await healthy.stop();
    expect(truth.bytes).toHaveLength(BYTES);
    expect(last).toMatchObject({ sha256: createHash('sha256').update(truth.bytes).digest('hex') });
  });

  it('causes fewer conversions than fetching the message whole again and again', async () => {
    const { mock } = client;
    const naive = await startMockExchange({ scenario: 'large-after-move' });
    const other = await clientOf(naive);
    const attachment = await client.attachment(ITEM);
    for (let tries = 0; tries < 3; tries += 1) {
      const { status, cut } = await other.send('GET', `/exchange/alex/${ITEM}`, { Translate: 'f' });
      expect(cut || status === 500 || status === 503 || status === 0).toBe(true);
    }
    const out = path.join(folder, 'quay-3.e57');
    expect((await fetchFrom(`${mock.origin}${attachment}`, out)).status).toBe(0);
    const ours = mock.oracle().conversions;
    const theirs = naive.oracle().conversions;
    expect(ours.count).toBeLessThan(theirs.count);
    expect(ours.peakBytes).toBeLessThan(theirs.peakBytes);
    await other.stop();
  });
});
