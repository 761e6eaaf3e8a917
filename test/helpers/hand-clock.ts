import type { Clock } from '../../electron/network/clock.ts';

/** A clock on which time passes only when it is told to. */
export interface HandClock extends Clock {
  /** Lets so many ms pass; what is due runs on the way, in order. */
  pass(ms: number): void;
}

export function handClock(): HandClock {
  let now = 0;
  const due = new Set<{ readonly at: number; readonly act: () => void }>();
  return {
    now: () => now,
    after(ms, act) {
      const timer = { at: now + ms, act };
      due.add(timer);
      return () => void due.delete(timer);
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const next = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.delete(next);
        now = next.at;
        next.act();
      }
      now = end;
    },
  };
}
