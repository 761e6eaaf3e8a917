import { type Clock, wait } from '../clock.ts';

/** A cap on bytes a second, shared by everything that is given the same one. */
export interface RateLimit {
  /** Waits until so many bytes may be taken. Resolves at once where there is no cap. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
  /** null: no cap. */
  set(bytesPerSecond: number | null): void;
}

/** Longest single wait, ms: a cap that is lifted or a clock that is set back is noticed then. */
const LOOK_MS = 500;

/** A bucket that may go into debt by one chunk, so that a chunk larger than a second's worth still passes. */
export function createRateLimit(clock: Clock): RateLimit {
  let rate: number | null = null;
  let tokens = 0;
  let counted = clock.now();

  const refill = (perSecond: number) => {
    const elapsed = Math.max(0, clock.now() - counted);
    counted = clock.now();
    tokens = Math.min(perSecond / 4, tokens + (elapsed * perSecond) / 1000);
  };
  return {
    async take(bytes, signal) {
      while (rate !== null) {
        refill(rate);
        if (tokens > 0) break;
        await wait(clock, Math.min(LOOK_MS, Math.ceil((-tokens * 1000) / rate) + 1), signal);
      }
      tokens = rate === null ? 0 : tokens - bytes;
    },
    set(bytesPerSecond) {
      rate = bytesPerSecond;
      tokens = 0;
      counted = clock.now();
    },
  };
}
