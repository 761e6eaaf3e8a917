import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../../electron/network/limits.ts';
import { type Member, type Members, NO_MARKS } from '../../../../electron/network/plain-dav/members.ts';
import { createStamps } from '../../../../electron/network/plain-dav/stamps.ts';
import { handClock } from '../../../helpers/hand-clock.ts';

const member = (n: number): Member => ({
  path: `/Inbox/${n}.eml`,
  href: `/Inbox/${n}.eml`,
  name: `${n}.eml`,
  etag: null,
  size: 1,
  modified: 0,
  marks: NO_MARKS,
});
const holding = (count: number): Members => ({
  folders: [],
  messages: Array.from({ length: count }, (_, n) => member(n)),
});
const MANY = LIMITS.plainSmall;

/** Looks that list, `every` so often. */
function looks() {
  const clock = handClock();
  const stamps = createStamps(clock);
  const list = (stamp: string | null, count: number, every: number = LIMITS.plainStampMs) => {
    clock.pass(every);
    stamps.listed('/Inbox', stamp, holding(count), clock.now());
  };
  const isBelieved = () => stamps.believed('/Inbox') !== null;
  return { clock, stamps, list, isBelieved };
}

describe('the stamp of a collection', () => {
  it('is believed once members came together with another, and a later listing has it still', () => {
    const { list, isBelieved } = looks();
    list('a', MANY);
    list('a', MANY);
    expect(isBelieved()).toBe(false);
    list('b', MANY + 1);
    expect(isBelieved()).toBe(false);
    list('b', MANY + 1);
    expect(isBelieved()).toBe(true);
  });

  it('is not believed while it may be of the same second as the listing', () => {
    const { list, isBelieved } = looks();
    list('a', MANY);
    list('b', MANY + 1);
    list('b', MANY + 1, 10);
    expect(isBelieved()).toBe(false);
  });

  it('is believed no more where members came and it stayed the same', () => {
    const { list, isBelieved } = looks();
    list('a', MANY);
    list('b', MANY + 1);
    list('b', MANY + 1);
    list('b', MANY + 2);
    list('c', MANY + 3);
    list('c', MANY + 3);
    expect(isBelieved()).toBe(false);
  });

  it('is believed for a while, of large folders, and not after a mark of ours', () => {
    const { clock, stamps, list, isBelieved } = looks();
    list('a', MANY);
    list('b', MANY - 1);
    list('b', MANY - 1);
    expect(isBelieved()).toBe(false);
    list('c', MANY);
    list('c', MANY);
    expect(isBelieved()).toBe(true);
    clock.pass(LIMITS.plainWholeMs + 1);
    expect(isBelieved()).toBe(false);
    list('c', MANY);
    stamps.forget('/Inbox');
    expect(isBelieved()).toBe(false);
    list('c', MANY);
    list(null, MANY);
    expect(isBelieved()).toBe(false);
  });
});
