/** Lets other connections have their turn in the midst of long work. */
export function yieldNow(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
