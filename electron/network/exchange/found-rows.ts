import { assertNever } from '../../../shared/errors.ts';
import type { ServerClause, ServerTerm } from '../../../shared/mail/search-query.ts';
import type { MessageHeader } from '../../../shared/mail/types.ts';

/**
 * Whether a row may be what is looked for, as far as its header tells: LIKE finds the middle of a word as well. Dates
 * and flags are the server's to say, texts and names of files are not in a header.
 */
export function mayMatch(header: MessageHeader, clauses: readonly ServerClause[]): boolean {
  return clauses.every(({ term, not }) => {
    const says = headerSays(header, term);
    return says === null || says !== not;
  });
}

function headerSays(header: MessageHeader, term: ServerTerm): boolean | null {
  switch (term.kind) {
    case 'words':
      return term.where === 'anywhere' || term.where === 'filename'
        ? null
        : hasWords(header[term.where], term.text);
    case 'larger':
      return header.size > term.bytes;
    case 'smaller':
      return header.size < term.bytes;
    case 'before':
    case 'after':
    case 'is':
    case 'has-attachment':
      return null;
    default:
      return assertNever(term);
  }
}

/** Words that begin so, one after the other; without regard to case and accents. */
export function hasWords(text: string, words: string): boolean {
  const [within, wanted] = [folded(text), folded(words).trim()];
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(within.charAt(at - 1))) return true;
    if (wanted === '') return true;
  }
  return false;
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
}
