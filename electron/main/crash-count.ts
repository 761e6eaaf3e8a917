/** Five crashes in five minutes is not bad luck: starting again would only burn the machine. */
const LIMIT = 5;
const WINDOW_MS = 5 * 60_000;

export interface CrashCount {
  /** Notes a crash; true when the process should not be started again. */
  crashed(): boolean;
}

/** Counts crashes in a sliding window. */
export function createCrashCount(now: () => number): CrashCount {
  let times: readonly number[] = [];
  return {
    crashed() {
      const at = now();
      times = [...times.filter((time) => at - time < WINDOW_MS), at];
      return times.length >= LIMIT;
    },
  };
}
