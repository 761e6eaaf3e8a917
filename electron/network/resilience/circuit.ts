import { RETRY_AFTER_CEILING_MS } from '../../../shared/retry/backoff.ts';
import { type Clock, wait } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { CircuitState } from './mood.ts';
import { NEVER_PAUSED, type Pause } from './pauses.ts';

export interface Circuit {
  admit(signal: AbortSignal, onWait: (until: number) => void): Promise<void>;
  succeeded(): void;
  /** `restMs`: what the server asked for (Retry-After). */
  failed(restMs: number | undefined): void;
  state(): CircuitState;
}

/**
 * A circuit breaker: after some failures in a row nothing is sent for a while, then one request tries. Each failed try
 * doubles the rest. Time is measured by the clock's timer, so a clock that is set back does not hold it open. Nobody is
 * let through while the server is paused, and that changes nothing else.
 */
export function createCircuit(clock: Clock, pause: Pause = NEVER_PAUSED): Circuit {
  let failures = 0;
  let open: { readonly until: number; readonly rest: number } | null = null;
  let closing: (() => void) | null = null;
  let isTesting = false;

  const halfOpen = () => {
    closing = null;
    isTesting = false;
  };
  return {
    async admit(signal, onWait) {
      for (;;) {
        await pause.pass(signal);
        if (!open || !(closing || isTesting)) break;
        onWait(Math.max(open.until, clock.now()));
        await wait(clock, LIMITS.circuitLookMs, signal);
      }
      if (open) isTesting = true;
    },
    succeeded() {
      failures = 0;
      closing?.();
      closing = null;
      open = null;
      isTesting = false;
    },
    failed(restMs) {
      failures += 1;
      isTesting = false;
      if (closing || (failures < LIMITS.circuitFailures && restMs === undefined)) return;
      const doubled = Math.min(LIMITS.circuitMostMs, (open?.rest ?? LIMITS.circuitRestMs / 2) * 2);
      const rest = restMs === undefined ? doubled : Math.min(RETRY_AFTER_CEILING_MS, restMs);
      open = { until: clock.now() + rest, rest: doubled };
      closing = clock.after(rest, halfOpen);
    },
    state: () =>
      open === null
        ? { state: 'closed', until: null }
        : closing
          ? { state: 'open', until: open.until }
          : { state: 'half-open', until: null },
  };
}
