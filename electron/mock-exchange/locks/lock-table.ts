/** Locks of the whole server (RFC 4918 section 6, 7); reset with the world. */
export interface LockTable {
  clear(): void;
}

export function newLockTable(): LockTable {
  return { clear: () => undefined };
}
