import { assertNever } from '../../../shared/errors.ts';
import type { ServerClause, ServerTerm } from '../../../shared/mail/search-query.ts';
import type { Property } from '../dav/property.ts';
import { LIMITS } from '../limits.ts';
import { FLAGGED } from './follow-up.ts';
import { P } from './properties.ts';
import { column, contains, like, moment } from './sql.ts';

/** Where words are looked for without a full-text index. Slow: the server reads every text. */
const READ_THROUGH = [P.subject, P.from, P.to, P.text];

interface Condition {
  readonly is: string;
  /** null: SQL cannot say it without losing some; who asks leaves it out and looks at the rows instead. */
  readonly isNot: string | null;
}

/**
 * What is looked for, as conditions. What SQL cannot say of a message (names of files, exact beginnings of words)
 * finds more here, and `mayMatch` looks again.
 */
export function conditionsOf(clauses: readonly ServerClause[], fullText: boolean): readonly string[] {
  return clauses.flatMap(({ term, not }) => {
    const condition = conditionOf(term, fullText);
    const sql = not ? condition?.isNot : condition?.is;
    return sql ? [sql] : [];
  });
}

/** Whether any of it asks for the server's full-text index. */
export function wantsFullText(clauses: readonly ServerClause[]): boolean {
  return clauses.some(
    ({ term }) => term.kind === 'words' && term.where === 'anywhere' && cleaned(term.text) !== '',
  );
}

function conditionOf(term: ServerTerm, fullText: boolean): Condition | null {
  switch (term.kind) {
    case 'words':
      return wordsOf(term.where, cleaned(term.text), fullText);
    case 'before':
      return about(P.dateReceived, `${column(P.dateReceived)} < ${moment(term.at)}`);
    case 'after':
      return about(P.dateReceived, `${column(P.dateReceived)} >= ${moment(term.at)}`);
    case 'larger':
      return about(P.contentLength, `${column(P.contentLength)} > ${term.bytes}`);
    case 'smaller':
      return about(P.contentLength, `${column(P.contentLength)} < ${term.bytes}`);
    case 'is':
      return term.state === 'flagged'
        ? about(P.flagStatus, `${column(P.flagStatus)} = ${FLAGGED}`)
        : about(P.read, `${column(P.read)} = ${term.state === 'read' ? 'True' : 'False'}`);
    case 'has-attachment':
      return about(P.hasAttachment, `${column(P.hasAttachment)} = True`);
    default:
      return assertNever(term);
  }
}

/** A comparison with what is missing is neither true nor false, and NOT of that is no better. */
function about(property: Property, is: string): Condition {
  return { is, isNot: `(${column(property)} IS NULL OR NOT (${is}))` };
}

function wordsOf(
  where: Extract<ServerTerm, { kind: 'words' }>['where'],
  words: string,
  fullText: boolean,
): Condition | null {
  if (words === '') return null;
  switch (where) {
    case 'anywhere': {
      if (fullText) return { is: contains(words), isNot: `NOT (${contains(words)})` };
      const each = READ_THROUGH.map((property) => about(property, like(property, words)));
      const isNot = each.map((one) => one.isNot).join(' AND ');
      return { is: `(${each.map(({ is }) => is).join(' OR ')})`, isNot };
    }
    case 'from':
    case 'to':
    case 'subject':
      return { is: like(P[where], words), isNot: null };
    case 'filename':
      return { is: `${column(P.hasAttachment)} = True`, isNot: null };
    default:
      return assertNever(where);
  }
}

/**
 * XML has no control characters and no half of a pair; a condition of any length is a way to hurt a server. Empty
 * where no letter and no number is left.
 */
function cleaned(text: string): string {
  const words = text
    .slice(0, LIMITS.searchWordChars)
    .replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(words) ? words : '';
}
