// What the filter field of the journal understands: words, and `key:value` with * for any characters.

/** @typedef {import('../journal/entry.ts').JournalEntry} JournalEntry */

/** @type {Readonly<Record<string, (entry: JournalEntry) => string>>} */
const FIELDS = {
  method: (entry) => entry.method,
  status: (entry) => (entry.status === 0 ? 'cut' : String(entry.status)),
  path: (entry) => entry.path,
  client: (entry) => entry.client ?? '',
  mailbox: (entry) => entry.mailbox ?? '',
  fault: (entry) => [entry.rule ?? '', entry.step ?? ''].filter((each) => each !== '').join(' '),
  truth: (entry) => entry.truth,
};

/**
 * A test for entries. All words must hold; an unknown key is an ordinary word.
 * @param {string} text
 * @returns {(entry: JournalEntry) => boolean}
 */
export function journalFilter(text) {
  const tests = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(wordTest);
  return (entry) => tests.every((test) => test(entry));
}

/** @param {string} word @returns {(entry: JournalEntry) => boolean} */
function wordTest(word) {
  const colon = word.indexOf(':');
  const field = FIELDS[word.slice(0, Math.max(0, colon)).toLowerCase()];
  if (field) {
    const pattern = globOf(word.slice(colon + 1));
    return (entry) => field(entry) !== '' && pattern.test(field(entry));
  }
  const wanted = word.toLowerCase();
  return (entry) =>
    [entry.method, entry.path, entry.truth, String(entry.status)].some((value) =>
      value.toLowerCase().includes(wanted),
    );
}

/** @param {string} glob */
function globOf(glob) {
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(glob.includes('*') ? `^${escaped}$` : escaped, 'i');
}
