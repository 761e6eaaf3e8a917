import { expect, it } from 'vitest';
import { runSeed } from './run.ts';

it.each([1, 3, 4])(
  'client and server agree after 200 operations of two clients through faults (seed %i)',
  async (seed) => {
    const { problems } = await runSeed(seed, 200);
    expect(problems).toEqual([]);
  },
);
