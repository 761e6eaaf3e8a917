import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newClock } from '../../../electron/mock-exchange/clock/clock.ts';

const START = Date.UTC(2026, 10, 23, 12);
const standing = () => newClock({ start: START, rate: 0 });

describe('the virtual clock', () => {
  it('stands until it is moved, and never goes back', async () => {
    const clock = standing();
    expect(clock.now()).toBe(START);
    await clock.advance(1500);
    await clock.advance(-10);
    expect(clock.now()).toBe(START + 1500);
  });

  it('runs at its rate from where it was', () => {
    let real = 1000;
    const clock = newClock({ start: START, rate: 10 }, () => real);
    real += 50;
    expect(clock.now()).toBe(START + 500);
    clock.setRate(0);
    real += 50;
    expect(clock.now()).toBe(START + 500);
    clock.stop();
  });

  it('lets everything fall due in order, also what is asked for on the way', async () => {
    const clock = standing();
    const seen: (readonly [string, number])[] = [];
    const note = (name: string) => seen.push([name, clock.now() - START]);
    clock.after(300, () => note('late'));
    clock.after(100, () => {
      note('early');
      clock.after(50, () => note('nested'));
    });
    const cancel = clock.after(200, () => note('never'));
    cancel();
    await clock.advance(1000);
    expect(seen).toEqual([
      ['early', 100],
      ['nested', 150],
      ['late', 300],
    ]);
    expect(clock.now()).toBe(START + 1000);
  });

  it('sleeps end by time or by signal', async () => {
    const clock = standing();
    const over = new AbortController();
    const cut = clock.sleep(1000, over.signal).catch((reason: unknown) => reason);
    over.abort('enough');
    expect(await cut).toBe('enough');
    await expect(clock.sleep(1, AbortSignal.abort('before'))).rejects.toBe('before');
    const slept = clock.sleep(1000).then(() => clock.now());
    await clock.advance(1000);
    expect(await slept).toBe(START + 1000);
  });

  it('a new start wakes who sleeps and forgets what else was due', async () => {
    const clock = standing();
    let isCalled = false;
    clock.after(10, () => {
      isCalled = true;
    });
    const slept = clock.sleep(1000);
    clock.restart({ start: START + 5, rate: 0 });
    await slept;
    await clock.advance(5000);
    expect([isCalled, clock.now()]).toEqual([false, START + 5005]);
  });

  it('for any waits and any steps, each falls due at its own time', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(times, times, async (waits, steps) => {
        const clock = standing();
        const due: number[] = [];
        for (const wait of waits) clock.after(wait, () => due.push(clock.now() - START));
        for (const step of [...steps, 1000]) await clock.advance(step);
        expect(due).toEqual([...waits].sort((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });
});
