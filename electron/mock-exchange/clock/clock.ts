import { Timeline } from './timeline.ts';

/** How a clock starts. */
export interface ClockOptions {
  /** ms since 1970 at which it starts; the computer's time by default. */
  readonly start?: number;
  /** Virtual ms that pass in one real ms: 1 by default, 0 for a clock that stands until it is moved. */
  readonly rate?: number;
}

/** What the server takes for the time. Everything that waits, expires or is stamped asks this clock and no other. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
  readonly rate: number;
  /** Resolves after so many virtual ms; rejects with the signal's reason when that is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back after so many virtual ms; the function that comes back takes it off again. */
  after(ms: number, due: () => void): () => void;
  /** Moves the time on by so many ms (never back) and lets everything fall due that lies between, in order. */
  advance(ms: number): Promise<void>;
  /** Moves the time to the first moment at which something falls due, or by so many ms, whichever is less. */
  step(mostMs?: number): Promise<void>;
  setRate(rate: number): void;
  /** Starts anew from these options: who sleeps is woken, what else waited is dropped. */
  restart(options: ClockOptions): void;
  stop(): void;
}

/** A clock of its own: stopping it takes every timer off. `realNow` is Date.now, passed in for tests of the clock. */
export function newClock(options: ClockOptions = {}, realNow: () => number = Date.now): Clock {
  return new Timeline(options, realNow);
}
