import { describe, expect, it } from 'vitest';
import { runSeed } from './seeds.ts';

/** Each way of submission is among them, and ends of the program, and waits. */
const SEEDS = [1, 2, 3, 5, 8, 13, 17, 20, 37, 59];

describe('I10: the same seed gives the same journal', () => {
  it.each(SEEDS)('seed %i, twice', { timeout: 60_000 }, async (seed) => {
    const [one, other] = [await runSeed(seed), await runSeed(seed)];
    expect(other.journals).toEqual(one.journals);
    expect(other).toEqual(one);
  });
});
