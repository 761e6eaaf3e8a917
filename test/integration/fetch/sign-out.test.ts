import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { clientOf, type PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { type EngineEnd, fastClock, runEngine } from './engine.ts';
import { oneLargeFile } from './house.ts';

const SIZE = 8_000_000;
const ITEM = 'Inbox/Drawing%20set%20C.EML';
const LARGE = { method: 'GET', size: { above: 1_000_000 } } as const;

const open: PlainClient[] = [];
afterEach(async () => {
  for (const client of open.splice(0)) await client.stop();
});

let truth: Buffer = Buffer.alloc(0);
beforeAll(async () => {
  const healthy = await clientOf(await startMockExchange({ scenario: oneLargeFile(SIZE) }));
  truth = (await healthy.send('GET', await healthy.attachment(ITEM), { Translate: 'f' })).bytes;
  await healthy.stop();
  expect(truth).toHaveLength(SIZE);
});

/** The line is lost in mid-download, and whoever comes back is told to sign in, `times` times. */
function forgetting(times: number): readonly RuleInput[] {
  const cut = { kind: 'reset' } as const;
  return [
    { id: 'cut', where: { ...LARGE, nth: 1 }, step: 'mid-download', byte: 3_000_000, what: cut },
    ...Array.from({ length: times }, (_, index) => ({
      id: `forgot-${index}`,
      where: { ...LARGE, nth: 2 + index },
      step: 'before-read' as const,
      what: { kind: 'sign-out' as const },
    })),
  ];
}

async function through(rules: readonly RuleInput[]): Promise<{ ended: EngineEnd; refused: number }> {
  const client = await clientOf(await startMockExchange({ scenario: oneLargeFile(SIZE, rules) }));
  open.push(client);
  const { mock } = client;
  const ended = await runEngine({
    origin: mock.origin,
    path: await client.attachment(ITEM),
    user: 'alex',
    password: mock.accounts.find(({ user }) => user === 'alex')?.password ?? '',
    clock: fastClock(100),
    dialect: 'exchange',
  });
  return { ended, refused: mock.journal.filter(({ status }) => status === 401).length };
}

describe('a server that forgets who signed in (Basic)', () => {
  it('once, after a lost line: the file ends whole, and little is fetched twice', async () => {
    const { ended, refused } = await through(forgetting(1));
    expect(ended.failure).toBeNull();
    expect(ended.bytes?.equals(truth)).toBe(true);
    expect(ended.partKept).toBe(false);
    expect(refused).toBe(1);
    expect(ended.fetched).toBeLessThan(SIZE * 1.1);
  });

  it('while the bytes are on their way: the file ends whole', async () => {
    const rule = { ...LARGE, nth: 1 };
    const { ended } = await through([
      { id: 'out', where: rule, step: 'mid-download', byte: 3_000_000, what: { kind: 'sign-out' } },
    ]);
    expect(ended.failure).toBeNull();
    expect(ended.bytes?.equals(truth)).toBe(true);
  });

  it('and again: it stops, with the part kept', async () => {
    const { ended, refused } = await through(forgetting(2));
    expect(ended.failure).toMatchObject({ kind: 'unauthorized', status: 401 });
    expect(ended).toMatchObject({ bytes: null, partKept: true });
    expect(refused).toBe(2);
  });
});
