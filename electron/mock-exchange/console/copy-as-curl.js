// A journal entry as a curl command that a tester can paste.

/** @typedef {import('../journal/entry.ts').JournalEntry} JournalEntry */

/** @param {string} value */
function quoted(value) {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** Headers that curl writes itself, or that hold what the journal does not keep. */
const LEFT_OUT = /^(host|content-length|connection|accept-encoding|authorization|cookie|transfer-encoding)$/i;

/**
 * @param {JournalEntry} entry
 * @param {string} origin `http://127.0.0.1:PORT`
 * @param {string} user
 */
export function curlOf(entry, origin, user) {
  const headers = entry.wire.requestHeaders
    .filter(([name]) => !LEFT_OUT.test(name))
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const body = entry.wire.requestText === null ? [] : [`--data-binary ${quoted(entry.wire.requestText)}`];
  const method = entry.method === 'HEAD' ? '--head' : `-X ${entry.method}`;
  return ['curl -i', method, `-u ${user}`, ...headers, ...body, quoted(origin + entry.path)].join(' ');
}
