/** The connections of one download. */
export interface Lanes {
  /** Opens one more; it ends by itself when there is nothing left for it. */
  open(work: (signal: AbortSignal) => Promise<void>): void;
  count(): number;
  /** Ends every connection but this one, so that none writes any more. */
  alone(mine: AbortSignal): Promise<void>;
  /** Resolves when all have ended. Rejects with the first fault of one, after the others have ended. */
  ended(): Promise<void>;
}

/** Ended by another connection of the same download, which goes on alone. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

interface Lane {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

export function createLanes(signal: AbortSignal): Lanes {
  const lanes = new Set<Lane>();
  let fatal: { readonly thrown: unknown } | null = null;

  const fault = (thrown: unknown) => {
    if (thrown instanceof Stopped) return;
    fatal ??= { thrown };
    for (const { abort } of lanes) abort.abort();
  };
  return {
    open(work) {
      const abort = new AbortController();
      const stop = () => abort.abort(signal.reason);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      const done = work(abort.signal)
        .catch(fault)
        .finally(() => {
          signal.removeEventListener('abort', stop);
          lanes.delete(lane);
        });
      const lane: Lane = { abort, done };
      lanes.add(lane);
    },
    count: () => lanes.size,
    async alone(mine) {
      const others = [...lanes].filter(({ abort }) => abort.signal !== mine);
      for (const { abort } of others) abort.abort();
      await Promise.all(others.map(({ done }) => done));
    },
    async ended() {
      while (lanes.size > 0) await Promise.all([...lanes].map(({ done }) => done));
      if (fatal) throw fatal.thrown;
    },
  };
}
