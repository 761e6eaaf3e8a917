/** Work that is asked for from outside and done inside of a line of steps, at its moment. */
export interface Wanted {
  /** Resolves when it was done, rejects when it was refused. Asked for twice, it is done once. */
  want(): Promise<void>;
  /** Does what is wanted; false where nothing is. */
  run(work: () => Promise<void>): Promise<boolean>;
  /** It cannot be done now: whoever waits is told why. */
  refuse(why: unknown): void;
}

export function createWanted(): Wanted {
  let waiting: readonly { readonly resolve: () => void; readonly reject: (why: unknown) => void }[] = [];
  const taken = () => {
    const all = waiting;
    waiting = [];
    return all;
  };
  return {
    want: () => new Promise((resolve, reject) => (waiting = [...waiting, { resolve, reject }])),
    async run(work) {
      if (waiting.length === 0) return false;
      await work();
      for (const { resolve } of taken()) resolve();
      return true;
    },
    refuse(why) {
      for (const { reject } of taken()) reject(why);
    },
  };
}
