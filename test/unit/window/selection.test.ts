import { describe, expect, it } from 'vitest';
import {
  indexAfter,
  moved,
  NOTHING,
  selectAll,
  selectOne,
  selectRange,
  settle,
  toggleOne,
} from '../../../renderer/features/mail/list/selection.ts';

const row = (index: number) => ({ id: `m${index}`, index });

describe('the selection', () => {
  it('is one row after a plain move', () => {
    const selection = selectOne(row(4));
    expect([...selection.ids]).toEqual(['m4']);
    expect(selection.anchor).toEqual(row(4));
  });

  it('keeps its anchor while a range grows and shrinks', () => {
    const grown = selectRange(selectOne(row(2)), row(5), ['m2', 'm3', 'm4', 'm5']);
    const shrunk = selectRange(grown, row(1), ['m1', 'm2']);
    expect(shrunk.anchor).toEqual(row(2));
    expect(shrunk.cursor).toEqual(row(1));
    expect([...shrunk.ids]).toEqual(['m1', 'm2']);
  });

  it('adds and takes out single rows', () => {
    const two = toggleOne(selectOne(row(1)), row(3));
    expect([...two.ids]).toEqual(['m1', 'm3']);
    expect([...toggleOne(two, row(1)).ids]).toEqual(['m3']);
  });

  it('selects all and leaves the cursor', () => {
    const all = selectAll(selectOne(row(1)), ['m0', 'm1', 'm2']);
    expect(all.ids.size).toBe(3);
    expect(all.cursor).toEqual(row(1));
  });

  it('is not settled while a key repeats, and is when it is let go', () => {
    const passing = selectOne(row(1), false);
    expect(passing.settled).toBe(false);
    expect(settle(passing).settled).toBe(true);
    expect(settle(NOTHING)).toBe(NOTHING);
  });

  it('moves with its row when mail comes above it', () => {
    const shifted = moved(selectOne(row(4)), 7);
    expect(shifted.cursor).toEqual({ id: 'm4', index: 7 });
    expect(shifted.anchor).toEqual({ id: 'm4', index: 7 });
    expect(moved(NOTHING, 3)).toBe(NOTHING);
  });
});

describe('moving keys', () => {
  it.each([
    ['ArrowDown', 4, 5],
    ['ArrowDown', 9, 9],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 0, 0],
    ['j', 4, 5],
    ['k', 4, 3],
    ['PageDown', 4, 7],
    ['PageDown', -1, 3],
    ['PageUp', 4, 1],
    ['Home', 4, 0],
    ['End', 4, 9],
  ])('%s from row %i goes to row %i', (key, from, to) => {
    expect(indexAfter(key, from, 10, 3)).toBe(to);
  });

  it('leave other keys alone', () => {
    expect(indexAfter('x', 4, 10, 3)).toBeNull();
  });
});
