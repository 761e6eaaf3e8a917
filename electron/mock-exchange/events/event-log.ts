/** One line of the Windows application log as administrators know it. */
export interface LoggedEvent {
  /** ms since 1970. */
  readonly at: number;
  /** Event ID, for example 1000. */
  readonly id: number;
  readonly source: string;
  readonly text: string;
}

/** The application log of the mock. */
export interface EventLog {
  readonly entries: readonly LoggedEvent[];
  add(id: number, source: string, text: string): void;
  clear(): void;
}

/** Older lines fall off: a storm of events must not take the memory. */
const MOST_EVENTS = 10_000;

export function newEventLog(now: () => number): EventLog {
  const entries: LoggedEvent[] = [];
  return {
    entries,
    add: (id, source, text) => {
      entries.push({ at: now(), id, source, text });
      if (entries.length > MOST_EVENTS) entries.splice(0, entries.length - MOST_EVENTS);
    },
    clear: () => {
      entries.length = 0;
    },
  };
}
