import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { createCircuit } from './circuit.ts';
import type { PieceFacts, ServerMood } from './mood.ts';
import type { Pause } from './pauses.ts';
import { createPieceMemory, type Dialect } from './piece-memory.ts';

export interface ServerMoodOptions {
  readonly clock: Clock;
  readonly dialect: Dialect;
  /** What an earlier run learned. */
  readonly facts?: PieceFacts | undefined;
  /** None for who cannot be paused. */
  readonly pause?: Pause;
}

/** The mood of one server. The retry budget is a token bucket: tries without progress, all transfers together. */
export function createServerMood({ clock, dialect, facts, pause }: ServerMoodOptions): ServerMood {
  const circuit = createCircuit(clock, pause);
  let tokens: number = LIMITS.retryTokens;
  let counted = clock.now();

  const refill = () => {
    const elapsed = Math.max(0, clock.now() - counted);
    counted = clock.now();
    tokens = Math.min(LIMITS.retryTokens, tokens + elapsed / LIMITS.retryTokenMs);
  };
  return {
    admit: (signal, onWait) => circuit.admit(signal, onWait),
    succeeded: () => circuit.succeeded(),
    failed: ({ failure }) => circuit.failed(failure.retryAfterMs),
    spendRetry() {
      refill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    circuit: () => circuit.state(),
    retriesLeft() {
      refill();
      return Math.floor(tokens);
    },
    pieces: createPieceMemory({ dialect, now: () => clock.now(), facts }),
  };
}
