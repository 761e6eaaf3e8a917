import { ORGANISATIONS } from './words/organisations.ts';
import type { Organisation } from './words/language.ts';
import { randomFor } from './random.ts';

/** Who answers whom, for a whole mailbox: message 0 is the oldest. */
export interface Threads {
  /** The message that this one answers; null for the first of a thread. */
  parentOf(index: number): number | null;
  /** The first message of the thread. */
  rootOf(index: number): number;
}

const TOTAL_WEIGHT = ORGANISATIONS.reduce((sum, one) => sum + one.weight, 0);

/** The organisation that a thread's first message comes from. */
export function organisationOf(seed: number, root: number): Organisation {
  let left = randomFor(seed, root, 2).int(TOTAL_WEIGHT);
  for (const organisation of ORGANISATIONS) {
    left -= organisation.weight;
    if (left < 0) return organisation;
  }
  throw new RangeError('weights do not add up');
}

function candidateFor(seed: number, index: number): number | null {
  const random = randomFor(seed, index, 1);
  if (!random.chance(0.42)) return null;
  const candidate = index - 1 - random.int(12);
  return candidate < 0 ? null : candidate;
}

/** Links each message to one of the dozen before it, or to none. Nobody answers newsletters and notices. */
export function threadsOf(seed: number, count: number): Threads {
  const parents = new Int32Array(count).fill(-1);
  const roots = new Int32Array(count);
  for (let index = 0; index < count; index += 1) {
    const candidate = candidateFor(seed, index);
    const root = candidate === null ? index : (roots[candidate] ?? index);
    const { kind } = organisationOf(seed, root);
    const isReply = candidate !== null && (kind === 'people' || kind === 'list');
    roots[index] = isReply ? root : index;
    if (isReply) parents[index] = candidate;
  }
  return {
    parentOf: (index) => ((parents[index] ?? -1) < 0 ? null : (parents[index] ?? null)),
    rootOf: (index) => roots[index] ?? index,
  };
}
