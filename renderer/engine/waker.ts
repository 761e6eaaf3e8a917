import type { Clock } from './clock.ts';

/** 'now' ends every wait, also one after a failure; 'work' only ends the wait for the next poll. */
export type Wake = 'now' | 'work';

/** A wait that can be cut short. A wake that comes while nobody waits counts for the next wait. */
export interface Waker {
  wake(how: Wake): void;
  /** Resolves after `ms` (null: never by itself), when woken by one of `by`, or when the signal is aborted. */
  wait(ms: number | null, by: readonly Wake[]): Promise<void>;
}

/** Makes a waker that ends with the signal. */
export function createWaker(clock: Clock, signal: AbortSignal): Waker {
  const missed = new Set<Wake>();
  let waiting: { readonly by: readonly Wake[]; readonly end: AbortController } | undefined;
  return {
    wake(how) {
      if (waiting?.by.includes(how)) waiting.end.abort();
      else missed.add(how);
    },
    async wait(ms, by) {
      const already = by.some((how) => missed.has(how));
      for (const how of by) missed.delete(how);
      if (already || signal.aborted) return;
      const end = new AbortController();
      waiting = { by, end };
      await clock.wait(ms ?? Number.POSITIVE_INFINITY, AbortSignal.any([signal, end.signal]));
      waiting = undefined;
    },
  };
}
