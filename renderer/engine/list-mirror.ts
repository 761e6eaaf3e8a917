/**
 * Writes a list that the network process tells of to the store, where the window sees it. What comes while a write is
 * under way replaces what waits: only the newest list counts.
 */
export function createListMirror<T>(
  write: (list: readonly T[]) => Promise<void>,
  onFault: (thrown: unknown) => void,
): (list: readonly T[]) => void {
  let waiting: readonly T[] | null = null;
  let isWriting = false;

  const drain = async () => {
    isWriting = true;
    try {
      while (waiting) {
        const list = waiting;
        waiting = null;
        await write(list);
      }
    } catch (thrown) {
      onFault(thrown);
    } finally {
      isWriting = false;
    }
  };
  return (list) => {
    waiting = list;
    if (!isWriting) void drain();
  };
}
