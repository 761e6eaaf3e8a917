import { expect, it } from 'vitest';
import { runSeed } from './run.ts';

it.each([1, 2])(
  'client and server agree after 500 operations of two clients through faults (seed %i)',
  async (seed) => {
    const { problems } = await runSeed(seed, 500);
    expect(problems).toEqual([]);
  },
);
