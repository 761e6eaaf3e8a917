import { describe, expect, it } from 'vitest';
import { createCrashCount } from '../../../electron/main/crash-count.ts';
import { keepPageAlive } from '../../../electron/main/window-recovery.ts';

function page() {
  const done: string[] = [];
  let gone: (event: unknown, details: { reason: string }) => void = () => {};
  keepPageAlive(
    {
      on: (_event, listener) => (gone = listener),
      reload: () => done.push('reload'),
    },
    createCrashCount(() => 0),
    () => done.push('gave up'),
  );
  return { done, end: (reason: string) => gone(null, { reason }) };
}

describe('a page that is gone', () => {
  it('is loaded again, and no more after five times in five minutes', () => {
    const { done, end } = page();
    for (let time = 0; time < 4; time += 1) end('crashed');
    end('oom');
    expect(done).toEqual(['reload', 'reload', 'reload', 'reload', 'gave up']);
  });

  it('is left alone when the window closes', () => {
    const { done, end } = page();
    end('clean-exit');
    expect(done).toEqual([]);
  });
});
