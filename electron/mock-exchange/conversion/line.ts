/** Those who wait for one of a few places, in order of arrival. */
export interface Line {
  readonly waiting: number;
  /** Resolves with the function that gives the place back; rejects with the signal's reason when that is aborted. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** A line before so many places; the number is asked anew whenever one becomes free. */
export function newLine(places: () => number): Line {
  const waiting = new Set<() => void>();
  let taken = 0;
  const leave = () => {
    taken--;
    admit();
  };
  const admit = () => {
    for (const next of waiting) {
      if (taken >= places()) return;
      waiting.delete(next);
      taken++;
      next();
    }
  };
  return {
    get waiting() {
      return waiting.size;
    },
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const gone = () => {
          waiting.delete(next);
          reject(signal.reason);
        };
        const next = () => {
          signal.removeEventListener('abort', gone);
          resolve(leave);
        };
        signal.addEventListener('abort', gone, { once: true });
        waiting.add(next);
        admit();
      }),
  };
}
