import { useState } from 'react';

/** Which conversations of a list lie open, by their threads. */
export interface Opened {
  readonly threads: ReadonlySet<string>;
  readonly open: (thread: string) => void;
  readonly close: (thread: string) => void;
}

/** Another list begins with all closed. */
export function useOpened(listId: string | null): Opened {
  const [held, setHeld] = useState<{ readonly listId: string | null; readonly threads: ReadonlySet<string> }>(
    {
      listId,
      threads: new Set(),
    },
  );
  if (held.listId !== listId) setHeld({ listId, threads: new Set() });
  const change = (act: (threads: Set<string>) => void) =>
    setHeld((before) => {
      const threads = new Set(before.threads);
      act(threads);
      return { ...before, threads };
    });
  return {
    threads: held.threads,
    open: (thread) => change((threads) => void threads.add(thread)),
    close: (thread) => change((threads) => void threads.delete(thread)),
  };
}
