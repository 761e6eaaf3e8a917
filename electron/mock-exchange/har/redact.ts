import type { JournalEntry } from '../journal/entry.ts';

const SECRET_HEADERS = new Set([
  'authorization',
  'cookie',
  'proxy-authenticate',
  'proxy-authorization',
  'set-cookie',
  'www-authenticate',
]);

export type HeaderPair = readonly [name: string, value: string];

/** The header without what signs somebody in: of Authorization and its kin the scheme stays, of cookies the names. */
export function redactedHeader([name, value]: HeaderPair): HeaderPair {
  if (!SECRET_HEADERS.has(name.toLowerCase())) return [name, value];
  if (name.toLowerCase().includes('cookie')) return [name, value.replace(/=[^;]*/g, '=redacted')];
  return [name, value.replace(/^(\S+)(\s+)(?!realm=).+$/s, '$1$2redacted')];
}

/** A body without passwords: the fields of the log-on form. */
export function redactedText(text: string): string {
  return text.replace(/((?:^|&)(?:password|passwd|pwd)=)[^&\r\n]*/gi, '$1redacted');
}

/** A line of the journal without secrets. */
export function redactedEntry(entry: JournalEntry): JournalEntry {
  const { wire } = entry;
  return {
    ...entry,
    wire: {
      ...wire,
      requestHeaders: wire.requestHeaders.map(redactedHeader),
      responseHeaders: wire.responseHeaders.map(redactedHeader),
      requestText: wire.requestText === null ? null : redactedText(wire.requestText),
    },
  };
}
