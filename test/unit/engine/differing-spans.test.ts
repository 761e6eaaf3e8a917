import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type DifferingSpan,
  differingSpans,
  type Stretch,
} from '../../../renderer/engine/differing-spans.ts';
import type { TimeSpan } from '../../../shared/contracts/changes.ts';

const DAY = 86_400_000;
const START = Date.UTC(2020, 0, 1);
const inside = (ms: number, { from, before }: TimeSpan) =>
  (from === null || ms >= from) && (before === null || ms < before);

function daysOf(times: readonly number[]): readonly Stretch[] {
  const days = new Map<number, number>();
  for (const ms of times) days.set(ms - (ms % DAY), (days.get(ms - (ms % DAY)) ?? 0) + 1);
  return [...days].sort(([a], [b]) => a - b).map(([from, count]) => ({ from, count }));
}

async function find(here: readonly number[], there: readonly number[], few: number) {
  let asked = 0;
  const count = async (span: TimeSpan) => {
    asked += 1;
    return there.filter((ms) => inside(ms, span)).length;
  };
  const source = differingSpans(daysOf(here), there.length, few, count);
  for (;;) {
    const next = await source.next();
    if (next.done) return { spans: next.value, asked };
  }
}
const spansOf = (spans: readonly DifferingSpan[] | null) => spans ?? [];

it('finds whatever differs in counts, and each span says how many the server has', async () => {
  const time = fc.nat(200 * 24).map((hours) => START + hours * 3_600_000);
  const times = fc.uniqueArray(time, { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(times, times, times, fc.integer({ min: 1, max: 10 }), async (both, gone, come, few) => {
      const here = [...both, ...gone];
      const there = [...both, ...come];
      const { spans } = await find(here, there, few);
      const outside = (ms: number) => !spansOf(spans).some(({ span }) => inside(ms, span));
      // Outside of the spans the counts are equal, and inside of each they are as told.
      expect(here.filter(outside).length).toBe(there.filter(outside).length);
      for (const each of spansOf(spans))
        expect(there.filter((ms) => inside(ms, each.span)).length).toBe(each.there);
    }),
  );
});

it('needs a count for each halving of a large folder', async () => {
  const here = Array.from({ length: 50_000 }, (_, n) => START + n * 3_600_000);
  const there = here.filter((_, n) => ![100, 20_000, 49_000].includes(n));
  const { spans, asked } = await find(here, there, 1000);
  expect(spansOf(spans)).toHaveLength(3);
  expect(asked).toBeLessThanOrEqual(1 + 3 * 6);
});

it('says nothing where the server counts some that have no time, or cannot count', async () => {
  const nothing = differingSpans([{ from: START, count: 3 }], 4, 1, async () => 3);
  expect((await nothing.next()).value).toBeNull();
  const never = differingSpans([{ from: START, count: 3 }], 4, 1, async () => null);
  expect((await never.next()).value).toBeNull();
});

it('asks for everything where nothing is here', async () => {
  const { spans } = await find([], [START], 1);
  expect(spansOf(spans)).toMatchObject([{ there: 1, span: { before: null } }]);
});
