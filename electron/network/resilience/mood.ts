import type { FailureError } from '../../../shared/errors.ts';

/** What is known of how one server is, shared by every transfer from it: one circuit, one retry budget, one memory of sizes. */
export interface ServerMood {
  /**
   * Resolves when a request may be made: at once while the circuit is closed, for one at a time while it is tested, when
   * the rest is over while it is open. `onWait` is told until when.
   */
  admit(signal: AbortSignal, onWait: (until: number) => void): Promise<void>;
  /** An answer came and was sound. */
  succeeded(): void;
  /** 429, 503, no connection, no first byte, a stall: counts against the server. A 500 counts against the item and its size only. */
  failed(failure: FailureError): void;
  /** Takes a token for one more try without progress; false: the budget is spent, the caller waits its longest wait instead. */
  spendRetry(): boolean;
  circuit(): CircuitState;
  /** Whole tries without progress that are left. */
  retriesLeft(): number;
  readonly pieces: PieceMemory;
}
export interface CircuitState {
  readonly state: 'closed' | 'half-open' | 'open';
  /** When the next request may go; null unless open. */
  readonly until: number | null;
}

/** How large a response this server has shown that it bears. Kept between runs by whoever owns the mood. */
export interface PieceMemory {
  /** Bytes to ask for next; null: it is healthy, one open-ended request streams everything. */
  size(): number | null;
  /** A piece of this size came whole. */
  bore(bytes: number): void;
  /** 500, 503 or no byte at all while this many were asked for (null: open-ended): halve, and do not grow to that again soon. */
  refused(bytes: number | null): void;
  /** The line broke in the middle of a piece: halve, and grow again. */
  faltered(): void;
  snapshot(): PieceFacts;
}
export interface PieceFacts {
  readonly size: number | null;
  /** Smallest size that was refused; null where none was. */
  readonly ceiling: number | null;
}
