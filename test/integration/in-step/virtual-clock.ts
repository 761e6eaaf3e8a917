import type { Clock } from '../../../renderer/engine/clock.ts';

/** The engine's clock, moved by hand. */
export interface VirtualClock extends Clock {
  /** Somebody waits: what is left to do is due later, or never. */
  readonly isWaiting: () => boolean;
  /** Lets so many ms pass (back, where they are fewer than 0); whose time is up goes on. */
  pass(ms: number): void;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Begins at `start` (ms since 1970) and stands until it is moved. */
export function virtualClock(start: number): VirtualClock {
  let now = start;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || ms <= 0) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', wake, { once: true });
      }),
    isWaiting: () => sleepers.size > 0,
    pass(ms) {
      now += ms;
      for (const { at, wake } of sleepers) if (at <= now) wake();
    },
  };
}
