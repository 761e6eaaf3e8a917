import { expect, it } from 'vitest';
import { keepsMoved } from '../../../shared/mail/keep.ts';

const keep = (path: string, upToBytes: number | null = null) => ({ path, upToBytes });

it('what is kept of a folder, and of those in it, follows it', () => {
  const keeps = [keep('/a', 5), keep('/a/b'), keep('/ab'), keep('/c')];
  expect(keepsMoved(keeps, '/a', '/c/z')).toEqual([keep('/ab'), keep('/c'), keep('/c/z', 5), keep('/c/z/b')]);
});

it('what was said of a folder that is there no more gives way', () => {
  expect(keepsMoved([keep('/a', 5), keep('/b')], '/a', '/b')).toEqual([keep('/b', 5)]);
});

it('where nothing is kept, or nothing moves, the list is the same one', () => {
  const keeps = [keep('/a')];
  expect(keepsMoved(keeps, '/b', '/c')).toBe(keeps);
  expect(keepsMoved(keeps, '/a', '/a')).toBe(keeps);
});
