import type { Mailbox } from './draft.ts';
import { type AddressFault, readAddress } from './envelope-address.ts';

/** Why a part of what was typed is no recipient. */
export type RecipientFault = AddressFault | 'unclosed' | 'several-addresses';

export type ReadRecipient =
  | { readonly kind: 'recipient'; readonly mailbox: Mailbox; readonly smtpUtf8: boolean }
  /** `text` as typed, so that it can stay where it is and be mended. */
  | { readonly kind: 'refused'; readonly text: string; readonly fault: RecipientFault };

/** What stands between separators, taken apart while it is read. */
interface Piece {
  /** As typed. */
  text: string;
  /** Outside angle brackets; quotes are still there. */
  words: string;
  /** The same without comments. */
  bare: string;
  angled: string | null;
  comment: string;
  fault: RecipientFault | null;
}

/**
 * What a person types or pastes: addresses with or without names, separated by commas, semicolons or lines. Of a group
 * (`Friends: a@x, b@y;`), of `mailto:` and of a pasted `To:` the members are taken. Nothing is dropped silently: each
 * piece with something in it is a recipient or is refused with its reason.
 */
export function readRecipients(text: string): readonly ReadRecipient[] {
  return piecesOf(text)
    .filter((piece) => piece.text.trim() !== '')
    .map(readPiece);
}

function readPiece(piece: Piece): ReadRecipient {
  const refused = (fault: RecipientFault): ReadRecipient => ({
    kind: 'refused',
    text: piece.text.trim(),
    fault,
  });
  if (piece.fault !== null) return refused(piece.fault);
  const bare = piece.bare.trim();
  const reading = readAddress(piece.angled ?? bare);
  if (reading.kind === 'fault')
    return refused(piece.angled === null && holdsSeveral(bare) ? 'several-addresses' : reading.fault);
  const name = cleanName(piece.angled === null || bare === '' ? piece.comment : unquoted(piece.words));
  if (name === null) return refused('control-character');
  return {
    kind: 'recipient',
    mailbox: { name: name === reading.address ? '' : name, address: reading.address },
    smtpUtf8: reading.smtpUtf8,
  };
}

function holdsSeveral(bare: string): boolean {
  return bare.split(/\s+/u).filter((word) => word.slice(1, -1).includes('@')).length > 1;
}

/** Turns the direction of everything after it; the marks U+200E and U+200F belong to names and stay. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/gu;

/** A name on one line, without what reorders the text behind it; null where it holds what no header can. */
function cleanName(written: string): string | null {
  const name = written.replace(DIRECTION, '').replace(/\s+/gu, ' ').trim();
  return /[\p{Cc}\ud800-\udfff]/u.test(name) ? null : name;
}

function unquoted(words: string): string {
  const plain = words.replace(/"((?:[^"\\]|\\.)*)"/gu, (_, inner: string) => inner.replace(/\\(.)/gu, '$1'));
  return /^\s*'(.*)'\s*$/su.exec(plain)?.[1] ?? plain;
}

/** A line's end, something in quotes or brackets, or one character. Nothing reaches over a line's end. */
const TOKEN =
  /\r\n?|[\n\u2028\u2029]|"(?:[^"\\\r\n]|\\[^\r\n])*"|<(?:"(?:[^"\\\r\n]|\\[^\r\n])*"|[^<>"\r\n])*>|\[[^[\]\r\n]*\]|[^]/uy;

const QUOTED = /^"(?:[^"\\]|\\.)*"$/u;

function piecesOf(text: string): readonly Piece[] {
  const pieces = [emptyPiece()];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    at += token.length;
    const piece = pieces.at(-1) ?? emptyPiece();
    if (/^[,;\r\n\u2028\u2029]/u.test(token)) pieces.push(emptyPiece());
    else if (token === ':' && piece.angled === null && !piece.text.includes('@'))
      pieces[pieces.length - 1] = emptyPiece();
    else takeInto(piece, token);
  }
  return pieces;
}

function tokenAt(text: string, at: number): string {
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(text)?.[0] ?? '';
  const end = token === '(' ? commentEnd(text, at) : -1;
  if (end >= 0) return text.slice(at, end);
  // What is never closed takes the rest of its line: the piece is refused as a whole, and no line is read twice.
  return /^["<(]$/.test(token) ? text.slice(at, lineEnd(text, at)) : token;
}

/** Comments nest (RFC 5322 section 3.2.2). -1 where the line ends before the comment does. */
function commentEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length && !/[\r\n]/.test(text.charAt(i)); i += 1) {
    const char = text.charAt(i);
    if (char === '\\') i += 1;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (depth === 0) return i + 1;
  }
  return -1;
}

function lineEnd(text: string, at: number): number {
  const length = text.slice(at).search(/[\r\n\u2028\u2029]/u);
  return length < 0 ? text.length : at + length;
}

function emptyPiece(): Piece {
  return { text: '', words: '', bare: '', angled: null, comment: '', fault: null };
}

function takeInto(piece: Piece, token: string): void {
  piece.text += token;
  const [first, last] = [token.charAt(0), token.charAt(token.length - 1)];
  if (first === '<') {
    if (last !== '>') piece.fault = 'unclosed';
    else if (piece.angled === null) piece.angled = token.slice(1, -1);
    else piece.fault = 'several-addresses';
    return;
  }
  if (first === '"' && !QUOTED.test(token)) piece.fault = 'unclosed';
  if (first === '(' && commentEnd(token, 0) < 0) piece.fault = 'unclosed';
  if (first === '(') piece.comment = token.slice(1, -1).replace(/\\(.)/gu, '$1');
  else {
    piece.bare += token;
    if (piece.angled !== null && token.trim() !== '') piece.fault = 'several-addresses';
  }
  piece.words += token;
}
