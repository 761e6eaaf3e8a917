import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, newClock } from '../../../electron/mock-exchange/clock/clock.ts';
import {
  type LockTable,
  type LockWish,
  newLockTable,
} from '../../../electron/mock-exchange/locks/lock-table.ts';
import { remove, move } from '../../../electron/mock-exchange/store/changes.ts';
import { addFolder, type Mailbox } from '../../../electron/mock-exchange/store/mailbox.ts';
import type { Folder } from '../../../electron/mock-exchange/store/nodes.ts';
import { openMailbox } from '../../../electron/mock-exchange/store/open-mailbox.ts';

const WISH: LockWish = { scope: 'exclusive', depth: 'infinity', owner: null, principal: 'alex', seconds: 60 };
let clock: Clock;
let locks: LockTable;
let mailbox: Mailbox;
let outer: Folder;
let inner: Folder;
beforeEach(() => {
  clock = newClock({ start: 0, rate: 0 });
  locks = newLockTable({ clock, seed: 7 });
  mailbox = openMailbox(
    { user: 'alex', displayName: 'Alex', address: 'alex@example.com', password: 'x', folders: [] },
    'en',
    () => clock.now(),
  );
  outer = addFolder(mailbox, mailbox.root, 'Outer', 'IPF.Note');
  inner = addFolder(mailbox, outer, 'Inner', 'IPF.Note');
});
afterEach(() => clock.stop());

const tokens = (folder: Folder) => locks.covering(mailbox, folder).map(({ token }) => token);

describe('the lock table', () => {
  it('covers what is below a lock of depth infinity, and only itself with depth 0', () => {
    const deep = locks.take(mailbox, outer, WISH);
    expect([tokens(outer), tokens(inner)]).toEqual([[deep.token], [deep.token]]);
    expect(locks.covering(mailbox, mailbox.root)).toEqual([]);
    expect(locks.below(mailbox, mailbox.root)).toEqual([deep]);
    locks.release(deep.token);
    const flat = locks.take(mailbox, outer, { ...WISH, depth: '0' });
    expect([tokens(outer), tokens(inner)]).toEqual([[flat.token], []]);
  });

  it('ends a lock with its time, which a refresh starts anew', async () => {
    const { token } = locks.take(mailbox, outer, WISH);
    await clock.advance(59_000);
    expect(locks.refresh(token, 60)?.expires).toBe(119_000);
    await clock.advance(59_000);
    expect(tokens(outer)).toEqual([token]);
    await clock.advance(1000);
    expect(tokens(outer)).toEqual([]);
    expect(locks.refresh(token, 60)).toBeUndefined();
    const forever = locks.take(mailbox, outer, { ...WISH, seconds: null });
    await clock.advance(1e12);
    expect(tokens(outer)).toEqual([forever.token]);
  });

  it('ends a lock whose resource is gone or has another address, whoever did it', () => {
    locks.take(mailbox, inner, WISH);
    move(inner, mailbox.root, 'Elsewhere');
    expect(tokens(inner)).toEqual([]);
    move(inner, outer, 'Inner');
    expect(tokens(inner)).toEqual([]);
    locks.take(mailbox, inner, WISH);
    remove(mailbox, outer);
    expect(locks.below(mailbox, mailbox.root)).toEqual([]);
  });

  it('releases a tree, and all', () => {
    locks.take(mailbox, inner, { ...WISH, scope: 'shared' });
    locks.take(mailbox, inner, { ...WISH, scope: 'shared' });
    locks.releaseTree(mailbox, outer);
    expect(tokens(inner)).toEqual([]);
    locks.take(mailbox, outer, WISH);
    locks.clear();
    expect(tokens(outer)).toEqual([]);
  });

  it('makes the same tokens of the same seed, each a UUID', () => {
    const again = newLockTable({ clock, seed: 7 });
    const first = locks.take(mailbox, outer, WISH).token;
    expect(first).toMatch(
      /^opaquelocktoken:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(again.take(mailbox, inner, WISH).token).toBe(first);
    expect(again.take(mailbox, inner, WISH).token).not.toBe(first);
  });
});
