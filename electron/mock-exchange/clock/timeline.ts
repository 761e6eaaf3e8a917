import type { Clock, ClockOptions } from './clock.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly call: () => void;
  /** Somebody waits for it: it also falls due when the clock starts anew. */
  readonly isSleep: boolean;
}

/** setTimeout takes 2^31-1 ms at most; a longer wait is cut into several. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Where time ends: years of more than four digits are written by no protocol here, and Date ends soon after. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59);

/** The one implementation of `Clock`: a list of what is due, and one real timer for the first of it. */
export class Timeline implements Clock {
  readonly #realNow: () => number;
  #origin = 0;
  #realOrigin = 0;
  #rate = 1;
  #due: Due[] = [];
  #order = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ClockOptions, realNow: () => number) {
    this.#realNow = realNow;
    this.restart(options);
  }

  get rate(): number {
    return this.#rate;
  }

  now(): number {
    return Math.min(LAST_MS, this.#origin + Math.floor((this.#realNow() - this.#realOrigin) * this.#rate));
  }

  restart({ start, rate = 1 }: ClockOptions): void {
    const sleepers = this.#due.filter(({ isSleep }) => isSleep);
    this.stop();
    this.#rate = rate;
    this.#realOrigin = this.#realNow();
    this.#origin = start ?? this.#realOrigin;
    for (const { call } of sleepers) call();
  }

  setRate(rate: number): void {
    this.#rebase(this.now());
    this.#rate = rate;
    this.#arm();
  }

  after(ms: number, call: () => void): () => void {
    return this.#wait(ms, call, false);
  }

  #wait(ms: number, call: () => void, isSleep: boolean): () => void {
    const due: Due = { at: this.now() + Math.max(0, ms), order: this.#order++, call, isSleep };
    this.#due.push(due);
    this.#due.sort((a, b) => a.at - b.at || a.order - b.order);
    this.#arm();
    return () => {
      this.#due = this.#due.filter((each) => each !== due);
      this.#arm();
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const aborted = () => {
        cancel();
        reject(signal?.reason);
      };
      const woken = () => {
        signal?.removeEventListener('abort', aborted);
        resolve();
      };
      const cancel = this.#wait(ms, woken, true);
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }

  async advance(ms: number): Promise<void> {
    const target = Math.min(LAST_MS, this.now() + Math.max(0, ms));
    for (let first = this.#due[0]; first !== undefined && first.at <= target; first = this.#due[0]) {
      this.#rebase(Math.max(this.now(), first.at));
      this.#fire(first);
      // What fell due may wait again, and that may lie before the target too.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#rebase(Math.max(this.now(), target));
    this.#arm();
  }

  async step(mostMs = Number.POSITIVE_INFINITY): Promise<void> {
    const first = this.#due[0];
    const ms = Math.min(first === undefined ? Number.POSITIVE_INFINITY : first.at - this.now(), mostMs);
    if (ms !== Number.POSITIVE_INFINITY) await this.advance(ms);
  }

  stop(): void {
    this.#due = [];
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #rebase(now: number): void {
    this.#origin = now;
    this.#realOrigin = this.#realNow();
  }

  #fire(due: Due): void {
    this.#due = this.#due.filter((each) => each !== due);
    due.call();
  }

  #arm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const first = this.#due[0];
    if (first === undefined || first.at > LAST_MS || this.#rate === 0) return;
    const wait = Math.min(LONGEST_TIMER_MS, Math.max(0, (first.at - this.now()) / this.#rate));
    this.#timer = setTimeout(() => this.#ring(), Math.ceil(wait));
  }

  #ring(): void {
    const now = this.now();
    for (let first = this.#due[0]; first !== undefined && first.at <= now; first = this.#due[0]) {
      this.#fire(first);
    }
    this.#arm();
  }
}
