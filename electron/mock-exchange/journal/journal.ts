import type { JournalEntry } from './entry.ts';
import { newHeaderPool, type WireFacts, wireRecord } from './wire.ts';

/** Requests that the journal keeps; the oldest go first. 100,000 lines are about 100 MB, texts left out. */
const MAX_ENTRIES = 100_000;
/** Characters of bodies that all entries may keep together; then the oldest bodies go. */
const MAX_TEXT = 24 * 1024 * 1024;

/** What the server did, line by line. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Adds a line; secrets in what went over the wire are redacted here. */
  add(entry: Omit<JournalEntry, 'id' | 'wire'>, wire: WireFacts): void;
  /** Forgets the lines; numbers go on, so that who reads on by number misses nothing. */
  clear(): void;
  /** Another run begins: numbers from 1, so that two runs of a scenario have the same journal. */
  restart(): void;
}

/** `onRequest` is called for each line, with its number. */
export function newJournal(onRequest: ((entry: JournalEntry) => void) | undefined): Journal {
  const entries: JournalEntry[] = [];
  let pool = newHeaderPool();
  let last = 0;
  let text = 0;
  // All entries before this one have lost their bodies.
  let bodiesFrom = 0;
  const forget = (upTo: number) => {
    for (; bodiesFrom < upTo; bodiesFrom++) {
      const entry = entries[bodiesFrom];
      if (entry === undefined || textLength(entry) === 0) continue;
      text -= textLength(entry);
      entries[bodiesFrom] = { ...entry, wire: { ...entry.wire, requestText: null, responseText: null } };
    }
  };
  const shorten = () => {
    const gone = MAX_ENTRIES / 10;
    forget(gone);
    entries.splice(0, gone);
    bodiesFrom -= gone;
  };
  const clear = () => {
    entries.length = 0;
    pool = newHeaderPool();
    [text, bodiesFrom] = [0, 0];
  };
  return {
    entries,
    add(entry, wire) {
      const line = { id: ++last, ...entry, wire: wireRecord(wire, pool) };
      entries.push(line);
      text += textLength(line);
      if (entries.length > MAX_ENTRIES) shorten();
      while (text > MAX_TEXT) forget(bodiesFrom + 1);
      onRequest?.(line);
    },
    clear,
    restart() {
      clear();
      last = 0;
    },
  };
}

function textLength({ wire }: JournalEntry): number {
  return (wire.requestText?.length ?? 0) + (wire.responseText?.length ?? 0);
}
