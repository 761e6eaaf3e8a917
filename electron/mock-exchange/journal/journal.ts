import type { JournalEntry } from './entry.ts';

/** Requests that the journal keeps; the oldest go first. 100,000 lines are about 30 MB. */
const MAX_ENTRIES = 100_000;

/** What the server did, line by line. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  add(entry: Omit<JournalEntry, 'id'>): void;
  clear(): void;
}

export function newJournal(onRequest: ((entry: JournalEntry) => void) | undefined): Journal {
  const entries: JournalEntry[] = [];
  let last = 0;
  return {
    entries,
    add(entry) {
      const line = { id: ++last, ...entry };
      entries.push(line);
      if (entries.length > MAX_ENTRIES) entries.splice(0, MAX_ENTRIES / 10);
      onRequest?.(line);
    },
    clear() {
      entries.length = 0;
    },
  };
}
