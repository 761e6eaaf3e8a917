import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOn, healthyTwinOf, type PlainClient } from '../../mock-exchange/library/plain-client.ts';
import { type EngineEnd, fastClock, runEngine } from './engine.ts';

const SIZE = 8_000_000;
const ITEM = 'Inbox/Drawing%20set%20C.EML';

/** The file as it is on a healthy server with the same seed. */
let truth: Buffer = Buffer.alloc(0);
let client: PlainClient | null = null;
beforeAll(async () => {
  const healthy = await healthyTwinOf('range-ignored');
  truth = (await healthy.send('GET', await healthy.attachment(ITEM))).bytes;
  await healthy.stop();
  expect(truth).toHaveLength(SIZE);
});
afterEach(async () => {
  await client?.stop();
  client = null;
});
afterAll(() => expect(truth).toHaveLength(SIZE));

const ATTACHMENT = `/exchange/alex/${ITEM}/drawing-set-c.bin`;

type Dialect = 'exchange' | 'plain';
async function through(trap: string, dialect: Dialect, serverRate = 0): Promise<EngineEnd> {
  client = await clientOn(trap);
  // A plain client is not let in where a form asks for the password.
  const path = trap === 'session-expiry' ? ATTACHMENT : await client.attachment(ITEM);
  client.mock.clock.setRate(serverRate);
  const password = client.mock.accounts.find(({ user }) => user === 'alex')?.password ?? '';
  return runEngine({
    origin: client.mock.origin,
    path,
    user: 'alex',
    password,
    clock: fastClock(100),
    dialect,
    signInFirst: trap === 'session-expiry',
  });
}

/** Whole and byte for byte the server's file. */
function expectWhole({ failure, bytes, partKept }: EngineEnd, due: Buffer = truth): void {
  expect(failure?.sentence ?? null).toBeNull();
  expect(bytes?.equals(due)).toBe(true);
  expect(partKept).toBe(false);
}

const FACTS = [
  ['range-answered-200', /from the beginning instead/],
  ['gzip-with-ranges', /cannot send parts of this file: it compressed/],
  ['status-200-with-content-range', null],
  ['early-206', null],
  ['wrong-content-range', null],
  ['partial-as-complete', null],
  ['validators-lost', null],
  ['weak-validators', null],
  ['range-ignored', null],
  ['cut-and-padded', /had sent zeros instead of the file/],
  ['closed-without-notify', null],
  ['retry-after-in-the-past', null],
  ['login-page-200', null],
  ['sparse-part', null],
  ['clock-jump', null],
  ['session-expiry', null],
] as const;

describe.each(['plain', 'exchange'] as const)('the traps of large transfers, %s', (dialect) => {
  it.each(FACTS)('%s: arrives whole', { timeout: 40_000 }, async (trap, note) => {
    const ended = await through(trap, dialect);
    expectWhole(ended);
    if (note && dialect === 'plain') expect(ended.notes.join('\n')).toMatch(note);
    expect(ended.fetched).toBeLessThan(3 * SIZE);
  });

  it.each(['if-range-ignored', 'etag-of-size-and-time'])(
    '%s: begins again, never two versions in one',
    { timeout: 40_000 },
    async (trap) => {
      const ended = await through(trap, dialect);
      const now = (await client?.send('GET', await client.attachment(ITEM)))?.bytes;
      if (ended.failure) expect(ended).toMatchObject({ bytes: null, partKept: true });
      else expect(ended.bytes?.equals(truth) || (now && ended.bytes?.equals(now))).toBe(true);
    },
  );

  it('stall-under-back-pressure: the silence is noticed and the rest fetched', {
    timeout: 40_000,
  }, async () => {
    expectWhole(await through('stall-under-back-pressure', dialect));
  });

  it('sleep-in-mid-transfer: ten silent minutes, then the rest', { timeout: 40_000 }, async () => {
    expectWhole(await through('sleep-in-mid-transfer', dialect, 100));
  });

  it('slow-line: no total deadline ends it', { timeout: 40_000 }, async () => {
    expectWhole(await through('slow-line', dialect, 100));
  });

  it.each([
    ['redirect-to-login', 'unsupported', /web page of its own \(401\)/],
    ['redirect-to-other-origin', 'unsupported', /the password is for/],
  ])('%s: a sentence, and nothing under the file’s name', async (trap, kind, sentence) => {
    const ended = await through(trap, dialect).catch((thrown: unknown) => String(thrown));
    if (typeof ended === 'string') return expect(ended).toMatch(/has no attachment/);
    expect(ended.failure).toMatchObject({ kind, sentence: expect.stringMatching(sentence) });
    expect(ended.bytes).toBeNull();
  });
});
