import { describe, expect, it } from 'vitest';
import { runSeed } from './seeds.ts';

/** `npm run bench -- send-seeds` runs 10,000 of them. */
const SEEDS = 60;
const FIRST = 1;

describe('whatever goes wrong, and wherever the program ends', () => {
  it.each(Array.from({ length: SEEDS }, (_, nth) => FIRST + nth))(
    'seed %i: each message once, or a reason',
    { timeout: 60_000 },
    async (seed) => {
      expect(await runSeed(seed)).toMatchObject({ problem: null, doubles: 0, losses: 0 });
    },
  );
});
