/** Time as the engine sees it; a test passes its own. */
export interface Clock {
  /** ms since 1970. */
  readonly now: () => number;
  /** Resolves after `ms`, or at once when the signal is aborted; never rejects. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The computer's time zone, as an IANA name. */
  readonly timeZone: () => string;
}

/** Timers hold at most this; a longer wait is waited in pieces (setTimeout wraps at 2^31). */
const LONGEST_MS = 2 ** 31 - 1;

/** The computer's own clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, Math.min(Math.max(0, ms), LONGEST_MS));
        signal.addEventListener('abort', end, { once: true });
      }),
  };
}
