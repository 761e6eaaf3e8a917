import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../electron/mock-exchange/faults/rule.ts';
import { type EngineEnd, fastClock, runEngine } from './engine.ts';
import { type House, openHouse } from './house.ts';

const BYTES = 400_000;
const SEEDS = 1000;
/** A file that changed n times is made of n layers: after so many plans the server begins anew. */
const RESET_AFTER = 25;

let house: House;
beforeAll(async () => {
  house = await openHouse(BYTES);
});
afterAll(() => house.stop());

/** The file as the server has it now, asked for without a fault. */
async function truthNow(): Promise<Buffer> {
  house.mock.faults.clear();
  const authorization = `Basic ${Buffer.from(`${house.user}:${house.password}`).toString('base64')}`;
  const answer = await fetch(house.url, { headers: { authorization, translate: 'f' } });
  return Buffer.from(await answer.arrayBuffer());
}

type What = RuleInput['what'];
const inBody: fc.Arbitrary<What> = fc.constantFrom<What>(
  { kind: 'reset' },
  { kind: 'half-close' },
  { kind: 'truncate' },
  { kind: 'pad' },
  { kind: 'stall' },
);
const ofAnswer: fc.Arbitrary<What> = fc.oneof(
  fc.constantFrom<What>(
    { kind: 'ignore-range' },
    { kind: 'status-200-for-range' },
    { kind: 'ignore-if-range' },
    { kind: 'change-entity' },
    { kind: 'change-entity', keepEtag: true },
    { kind: 'weak-etag' },
    { kind: 'drop-validators' },
    { kind: 'gzip' },
    { kind: 'login-page' },
    { kind: 'reset' },
    { kind: 'stall' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503, headers: { 'Retry-After': '2' } },
    { kind: 'status', status: 416 },
  ),
  fc.integer({ min: -9000, max: 9000 }).map((shift): What => ({ kind: 'wrong-content-range', shift })),
  fc.integer({ min: -9000, max: 9000 }).map((by): What => ({ kind: 'early-range', by })),
);
const nth = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
const where = nth.map((each) => ({ method: 'GET', ...(each === undefined ? {} : { nth: each }) }));
const count = fc.integer({ min: 1, max: 3 }).map((times) => ({ count: times }));
const rule: fc.Arbitrary<RuleInput> = fc.oneof(
  fc.record({
    where,
    step: fc.constant('mid-download' as const),
    byte: fc.nat(BYTES),
    what: inBody,
    howLong: count,
  }),
  fc.record({ where, step: fc.constant('before-read' as const), what: ofAnswer, howLong: count }),
);
/** A line that pads the same place again and again cannot be told from a file that has zeros there: one such fault a plan. */
const plan = fc.array(rule, { maxLength: 4 }).map((rules) => {
  const first = rules.find(({ what }) => what.kind === 'pad');
  const others = rules.filter(({ what }) => what.kind !== 'pad');
  return first ? [...others, { ...first, howLong: { count: 1 } }] : others;
});
/** How the program is run: as what kind of server it takes this one, with pieces of what size, ended and run again how often. */
const way = fc.record({
  dialect: fc.constantFrom('plain' as const, 'exchange' as const),
  piece: fc.constantFrom(65_536, 131_072, 4_194_304),
  ends: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 2 }),
});

describe('1,000 random plans of faults', () => {
  it('never present wrong bytes as whole: the file of the server, or a sentence', {
    timeout: 1_200_000,
  }, async () => {
    const kinds = new Map<string, number>();
    let before = await truthNow();
    let plans = 0;
    await fc.assert(
      fc.asyncProperty(plan, way, async (rules, how) => {
        plans += 1;
        if (plans % RESET_AFTER === 0) {
          await house.mock.reset();
          before = await truthNow();
        }
        for (const each of rules) house.mock.faults.add(each);
        const ended = await runsOf(how);
        const after = await truthNow();
        const outcome = ended.failure?.kind ?? 'whole';
        kinds.set(outcome, (kinds.get(outcome) ?? 0) + 1);
        if (ended.failure) {
          expect(ended.bytes).toBeNull();
          expect(ended.failure.kind).not.toBe('bug');
          expect(ended.failure.sentence.length).toBeGreaterThan(20);
        } else expect(ended.bytes?.equals(before) || ended.bytes?.equals(after)).toBe(true);
        before = after;
      }),
      { numRuns: SEEDS, seed: 329067 },
    );
    console.info(`outcomes: ${[...kinds].map(([kind, times]) => `${kind} ${times}`).join(', ')}`);
    expect(kinds.get('whole')).toBeGreaterThan(SEEDS / 2);
  });
});

async function runsOf({
  dialect,
  piece,
  ends,
}: {
  dialect: 'plain' | 'exchange';
  piece: number;
  ends: readonly number[];
}): Promise<EngineEnd> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-property-'));
  const { mock, url, user, password } = house;
  const run = {
    origin: mock.origin,
    path: new URL(url).pathname,
    user,
    password,
    clock: fastClock(2000),
    dialect,
    ...(dialect === 'exchange' ? { facts: { size: piece, ceiling: null } } : {}),
    folder,
  };
  try {
    for (const endAfterMs of ends) {
      const ended = await runEngine({ ...run, endAfterMs });
      if (ended.failure?.kind !== 'cancelled') return ended;
    }
    return await runEngine(run);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
