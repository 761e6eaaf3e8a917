import { describe, expect, it } from 'vitest';
import { type OutgoingPart, splitOf } from '../../../shared/delivery/repairs.ts';

const parts = (...sizes: readonly number[]): readonly OutgoingPart[] =>
  sizes.map((bytes, nth) => ({ index: nth + 1, name: `${nth}`, bytes }));
const groups = (sizes: readonly number[], text: number, refusedAt: number | null) =>
  splitOf({
    bytes: text + sizes.reduce((sum, each) => sum + each, 0),
    parts: parts(...sizes),
    refusedAt,
  })?.map((group) => group.map(({ bytes }) => bytes)) ?? null;

describe('splitting', () => {
  it('stays below what was refused, in order, with as few messages as that takes', () => {
    expect(groups([4, 4, 4], 1, 10)).toEqual([[4, 4], [4]]);
    expect(groups([4, 4, 4], 1, 9)).toEqual([[4], [4], [4]]);
  });

  it('halves where no bound is known', () => {
    expect(groups([5, 5, 5, 5], 0, null)).toEqual([
      [5, 5],
      [5, 5],
    ]);
  });

  it('gives what alone is too large a message of its own', () => {
    expect(groups([2, 50, 2], 1, 10)).toEqual([[2], [50], [2]]);
  });

  it('cannot divide one attachment, none, or what fits together', () => {
    expect(groups([50], 1, 10)).toBeNull();
    expect(groups([], 50, 10)).toBeNull();
    expect(groups([1, 1], 1, 10)).toBeNull();
  });
});
