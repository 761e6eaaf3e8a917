import { assertNever } from '../../../shared/errors.ts';
import type { ServerClause, ServerTerm } from '../../../shared/mail/search-query.ts';
import { searchWords } from '../../../shared/mail/search-words.ts';
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

/** Words that follow one another, the last one by its beginning, as the index on this computer finds them. */
export function hasWords(text: string, words: string): boolean {
  const [within, wanted] = [searchWords(text), searchWords(words)];
  const last = wanted.length - 1;
  const isAt = (at: number) =>
    wanted.every((word, nth) =>
      nth === last ? within[at + nth]?.startsWith(word) : within[at + nth] === word,
    );
  return last < 0 || within.some((_word, at) => isAt(at));
}
