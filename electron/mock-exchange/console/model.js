// What the console knows, and what one can do.

/** @typedef {import('../journal/entry.ts').JournalEntry} JournalEntry */

/**
 * @typedef {object} Model
 * @property {import('./api.js').ServerState | null} state
 * @property {readonly import('./api.js').ScenarioLine[]} scenarios
 * @property {readonly import('./api.js').RuleLine[]} rules
 * @property {Readonly<Record<string, unknown>>} settings
 * @property {import('../oracle/shapes.ts').OracleReport | null} oracle
 * @property {number} run which run of the server the entries are of
 * @property {readonly import('../oracle/claims.ts').Claim[]} claims
 * @property {readonly JournalEntry[]} entries oldest first
 * @property {number | null} selected id of a journal entry
 * @property {string} scenarioFilter
 * @property {string} journalText
 * @property {boolean} onlyFaults
 * @property {boolean} adding the form for a new rule is open
 * @property {boolean} online
 * @property {string | null} problem the last sentence that something went wrong with
 * @property {'journal' | 'rules'} tab which column a narrow window shows
 */

/**
 * @typedef {object} Actions
 * @property {(name: string) => Promise<void>} load
 * @property {() => Promise<void>} reset
 * @property {(rate: number) => Promise<void>} setRate
 * @property {(ms: number) => Promise<void>} advance
 * @property {(id: string, on: boolean) => Promise<void>} enableRule
 * @property {(id: string) => Promise<void>} removeRule
 * @property {(text: unknown) => Promise<void>} addRule
 * @property {(settings: Record<string, unknown>) => Promise<void>} set
 * @property {() => Promise<void>} defaults
 * @property {(id: number) => void} select
 * @property {(text: string) => void} filterScenarios
 * @property {(text: string) => void} filterJournal
 * @property {() => void} toggleFaults
 * @property {() => void} toggleAdding
 * @property {(tab: Model['tab']) => void} showTab
 * @property {(entry: JournalEntry) => Promise<void>} replay
 * @property {(entry: JournalEntry) => Promise<void>} copyCurl
 */

/** @returns {Model} */
export function emptyModel() {
  return {
    state: null,
    scenarios: [],
    rules: [],
    settings: {},
    oracle: null,
    claims: [],
    run: 0,
    entries: [],
    selected: null,
    scenarioFilter: '',
    journalText: '',
    onlyFaults: false,
    adding: false,
    online: true,
    problem: null,
    tab: 'journal',
  };
}

/** Lines that the page keeps; the server keeps more. */
export const MOST_ENTRIES = 20_000;

/**
 * New lines behind the old ones; a journal that began anew replaces them.
 * @param {readonly JournalEntry[]} entries
 * @param {readonly JournalEntry[]} fresh
 */
export function withFresh(entries, fresh) {
  const first = fresh[0];
  const kept = first === undefined ? entries : entries.filter(({ id }) => id < first.id);
  return [...kept, ...fresh].slice(-MOST_ENTRIES);
}
