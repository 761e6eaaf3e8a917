import { type Told, told } from '../language/told.ts';
import { DATE_WORDS, readSearchDate, type SearchClock } from './search-dates.ts';
import { type SearchPart, searchParts } from './search-pieces.ts';
import type { SearchClause, SearchPlace, SearchTerm } from './search-query.ts';

export type { SearchClock } from './search-dates.ts';

/** One stretch of what was typed. All of them in a row are the text again. */
export type SearchPiece = { readonly text: string } & (
  | { readonly kind: 'clause'; readonly clause: SearchClause }
  /** Blanks, and what is still being typed: neither searched for nor complained about. */
  | { readonly kind: 'blank' | 'unfinished' }
  /** An operator or a value that does not exist; it is left out of the search. */
  | { readonly kind: 'unknown'; readonly why: Told }
);

/** What stands below the field, to be taken away one by one. */
export interface SearchChip {
  readonly text: string;
  /** Which piece it is. */
  readonly piece: number;
  /** Null for what is understood, otherwise the sentence that says why it is left out. */
  readonly why: Told | null;
}

export interface ParsedSearch {
  readonly pieces: readonly SearchPiece[];
  readonly clauses: readonly SearchClause[];
  readonly chips: readonly SearchChip[];
}

type Token = Extract<SearchPart, { kind: 'token' }>;
type Reading =
  | SearchTerm
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'unknown'; readonly why: Told };

const PLACES: readonly string[] = ['from', 'to', 'subject', 'filename'] satisfies SearchPlace[];
const STATES: readonly string[] = ['unread', 'read', 'flagged'];
const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
const OPERATORS = 'from: to: subject: filename: has:attachment larger: smaller: before: after: is: in:';
const UNFINISHED = { kind: 'unfinished' } as const;

/** Reads what was typed into the search field. It never throws: what makes no sense is a chip that says so. */
export function parseSearch(text: string, clock: SearchClock): ParsedSearch {
  const parts = searchParts(text);
  const pieces = parts.map((part, nth) => pieceOf(part, nth === parts.length - 1, clock));
  return {
    pieces,
    clauses: pieces.flatMap((piece) => (piece.kind === 'clause' ? [piece.clause] : [])),
    chips: pieces.flatMap(chipOf),
  };
}

/** The text without one of its pieces, and without the blanks that would be left doubled. */
export function withoutPiece({ pieces }: ParsedSearch, piece: number): string {
  const before = pieces.slice(0, piece).map(({ text }) => text);
  const after = pieces.slice(piece + 1).map(({ text }) => text);
  return [before.join('').trim(), after.join('').trim()].filter((text) => text !== '').join(' ');
}

/** Plain words are read where they were typed; everything else has a chip. */
function chipOf(piece: SearchPiece, nth: number): SearchChip[] {
  if (piece.kind === 'unknown') return [{ text: piece.text, piece: nth, why: piece.why }];
  if (piece.kind !== 'clause' || isPlainWord(piece.clause)) return [];
  return [{ text: piece.text, piece: nth, why: null }];
}

function isPlainWord({ term, not }: SearchClause): boolean {
  return term.kind === 'words' && term.where === 'anywhere' && !term.phrase && !not;
}

function pieceOf(part: SearchPart, last: boolean, clock: SearchClock): SearchPiece {
  const { text } = part;
  if (part.kind === 'blank') return { text, kind: 'blank' };
  const read = readToken(part, last, clock);
  if (read.kind === 'unfinished') return { text, kind: 'unfinished' };
  if (read.kind === 'unknown') return { text, kind: 'unknown', why: read.why };
  return { text, kind: 'clause', clause: { term: read, not: part.not } };
}

function readToken(token: Token, last: boolean, clock: SearchClock): Reading {
  const { operator, value } = token;
  if (!/[^\s"]/u.test(value)) return UNFINISHED;
  if (operator === null) return words(token, 'anywhere');
  if (isPlace(operator)) return words(token, operator);
  const wrong = (why: Told, options: readonly string[]): Reading =>
    last && options.some((option) => option.startsWith(value.toLowerCase()))
      ? UNFINISHED
      : { kind: 'unknown', why };
  switch (operator) {
    case 'has':
      return /^attachments?$/iu.test(value)
        ? { kind: 'has-attachment' }
        : wrong(told('After has: comes attachment. This part is left out of the search.'), ['attachment']);
    case 'is':
      return (
        stateOf(value) ??
        wrong(told('After is: comes unread, read or flagged. This part is left out of the search.'), STATES)
      );
    case 'in':
      return { kind: 'in', folder: value };
    case 'larger':
    case 'smaller': {
      const bytes = readSize(value);
      return bytes === null
        ? wrong(
            told('After {operator}: comes a size such as 5M or 300k. This part is left out of the search.', {
              operator,
            }),
            [],
          )
        : { kind: operator, bytes };
    }
    case 'before':
    case 'after': {
      const at = readSearchDate(value, clock);
      if (at !== null) return { kind: operator, at };
      if (last && isHalfADate(value)) return UNFINISHED;
      const why = told(
        'After {operator}: comes a date such as 2026-11-23, 23.11.2026, today, monday or "last week". This part is left out of the search.',
        { operator },
      );
      return wrong(why, DATE_WORDS);
    }
    default:
      return {
        kind: 'unknown',
        why: told(
          'There is no operator {operator}:. This part is left out of the search. The operators are {operators}.',
          { operator, operators: OPERATORS },
        ),
      };
  }
}

function isPlace(operator: string): operator is Exclude<SearchPlace, 'anywhere'> {
  return PLACES.includes(operator);
}

function words({ value, quoted }: Token, where: SearchPlace): SearchTerm {
  return { kind: 'words', text: value, phrase: quoted, where };
}

function stateOf(value: string): SearchTerm | null {
  const state = value.toLowerCase();
  return state === 'unread' || state === 'read' || state === 'flagged' ? { kind: 'is', state } : null;
}

/** Bytes, as sizes are shown: 1 KB is 1024 bytes. */
function readSize(value: string): number | null {
  const [, number, unit] = /^(\d{1,12}(?:[.,]\d{1,6})?) ?([kmg]?)(?:i?b|bytes?)?$/iu.exec(value) ?? [];
  const factor = UNITS[unit?.toLowerCase() ?? ''];
  if (number === undefined || factor === undefined) return null;
  const bytes = Math.round(Number(number.replace(',', '.')) * factor);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

function isHalfADate(value: string): boolean {
  return /^\d{1,4}(-\d{0,2}){0,2}$|^\d{1,2}(\.\d{0,2}(\.\d{0,3})?)?$/u.test(value);
}
