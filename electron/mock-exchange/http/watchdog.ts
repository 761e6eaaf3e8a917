/** How long the front waits, in real ms: these guard the machine, so the virtual clock is not asked. */
export interface Patience {
  /** For a head to be whole, from the opening of the connection or the head's first byte. */
  readonly headMs: number;
  /** For the next bytes of a body. */
  readonly bodyMs: number;
}

/** IIS 6 waits two minutes for both; an honest head is there in a fraction of that. */
export const PATIENCE: Patience = { headMs: 30_000, bodyMs: 120_000 };

/** Guards one connection against a client that sends a byte now and then ("slow loris"). */
export interface Watchdog {
  /** The whole head is due; asking again does not give more time. */
  expectHead(): void;
  /** Further bytes of a body are due; each time there is new time. */
  expectMore(): void;
  rest(): void;
}

export function newWatchdog(patience: Patience, late: () => void): Watchdog {
  let timer: NodeJS.Timeout | null = null;
  let isHead = false;
  const rest = () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  const arm = (ms: number, forHead: boolean) => {
    rest();
    isHead = forHead;
    timer = setTimeout(() => {
      timer = null;
      late();
    }, ms);
    timer.unref();
  };
  return {
    expectHead: () => {
      if (timer === null || !isHead) arm(patience.headMs, true);
    },
    expectMore: () => arm(patience.bodyMs, false),
    rest,
  };
}
