import { describe, expect, it } from 'vitest';
import { createGrowth } from '../../../renderer/engine/search/growth.ts';

/** A clock that moves only when somebody waits; `during` happens in each wait. */
function clockWith(during: (now: number) => void) {
  let now = 1000;
  return {
    now: () => now,
    timeZone: () => 'UTC',
    pass: (ms: number) => void (now += ms),
    wait: async (ms: number) => {
      now += ms;
      during(now);
    },
  };
}

describe('what comes to the index', () => {
  const { signal } = new AbortController();

  it('is looked at without delay where it comes one by one', async () => {
    const clock = clockWith(() => {});
    const growth = createGrowth(clock);
    growth.note(1);
    clock.pass(2500);
    growth.note(2);
    await growth.gap(signal);
    expect(clock.now()).toBe(3500);
  });

  it('waits for a gap while pages are listed, and no longer than for twenty seconds', async () => {
    let count = 2;
    let pages = 3;
    const clock = clockWith(() => {
      if (pages > 0) growth.note((count += 1));
      pages -= 1;
    });
    const growth = createGrowth(clock);
    growth.note(1);
    clock.pass(100);
    growth.note(2);
    await growth.gap(signal);
    expect(pages).toBeLessThan(3);
    pages = Number.POSITIVE_INFINITY;
    clock.pass(1);
    growth.note((count += 1));
    const from = clock.now();
    await growth.gap(signal);
    expect(clock.now() - from).toBeLessThanOrEqual(20_000);
  });

  it('is looked at without delay while somebody searches', async () => {
    const clock = clockWith(() => {});
    const growth = createGrowth(clock);
    const page = (count: number) => {
      clock.pass(100);
      growth.note(count);
    };
    page(1);
    page(2);
    growth.want();
    const from = clock.now();
    await growth.gap(signal);
    expect(clock.now()).toBe(from);
    clock.pass(20_000);
    page(3);
    page(4);
    await growth.gap(signal);
    expect(clock.now() - from).toBeGreaterThan(20_200);
  });

  it('that shrinks is no growth', async () => {
    const clock = clockWith(() => {});
    const growth = createGrowth(clock);
    growth.note(5);
    clock.pass(50);
    growth.note(4);
    clock.pass(50);
    growth.note(3);
    await growth.gap(signal);
    expect(clock.now()).toBe(1100);
  });
});
