import { yieldNow } from '../line-server/yield-now.ts';
import type { ByteSource } from '../store/bytes.ts';
import {
  type HeaderField,
  fieldsOf,
  fieldValue,
  parameterOf,
  type Parameters,
  parametersOf,
} from './mime-header.ts';

/** A part of a message as byte positions in the whole of it. */
export interface MimePart {
  readonly headerStart: number;
  /** Where the empty line after the header has ended. */
  bodyStart: number;
  bodyEnd: number;
  fields: readonly HeaderField[];
  type: Parameters;
  /** Of a multipart. One that turned out to have none is a leaf of text. */
  readonly parts: MimePart[];
  /** The message that a part of type message/rfc822 holds. */
  inner: MimePart | null;
}

interface OpenPart {
  readonly part: MimePart;
  /** Null for what has no parts, and once the last boundary was seen. */
  boundary: string | null;
}

/** Beyond these, parts are leaves: no mail in earnest goes there, and an answer must stay of bounded size. */
const MOST_DEPTH = 50;
const MOST_PARTS = 2000;
const MOST_HEADER_BYTES = 1024 * 1024;
/** RFC 2046 section 5.1.1: 70 characters, two hyphens at each end, and some white space. */
const MOST_BOUNDARY_LINE = 256;
/** So much is read before others have their turn. */
const ROUND_BYTES = 4 * 1024 * 1024;

const LF = 10;
const CR = 13;
const HYPHEN = 45;
const TEXT: Parameters = { word: 'text/plain', parameters: [] };
const MESSAGE: Parameters = { word: 'message/rfc822', parameters: [] };

/** Reads the structure of a message in one pass; what is held at a time is a piece, whatever the message weighs. */
export async function mimeTree(source: ByteSource): Promise<MimePart> {
  const scanner = new Scanner();
  let round = 0;
  for (const piece of source.read(0, source.size)) {
    scanner.push(piece);
    round += piece.length;
    if (round < ROUND_BYTES) continue;
    round = 0;
    await yieldNow();
  }
  return scanner.end();
}

function newPart(start: number): MimePart {
  return {
    headerStart: start,
    bodyStart: start,
    bodyEnd: start,
    fields: [],
    type: TEXT,
    parts: [],
    inner: null,
  };
}

/** Pushed to piece by piece. `#held` is what was not yet decided on; `#base` is its position in the message. */
class Scanner {
  readonly #root = newPart(0);
  readonly #open: OpenPart[] = [{ part: this.#root, boundary: null }];
  #held: Buffer = Buffer.alloc(0);
  #base = 0;
  #at = 0;
  #header: string | null = '';
  #parts = 0;

  push(piece: Buffer): void {
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    this.#scan(false);
    // The two bytes before the next line tell where the body before a boundary ends.
    const keep = Math.max(0, this.#at - 2);
    this.#held = this.#held.subarray(keep);
    this.#base += keep;
    this.#at -= keep;
  }

  end(): MimePart {
    this.#scan(true);
    const size = this.#base + this.#held.length;
    while (this.#header !== null) this.#headerDone(size);
    this.#close(0, size);
    return this.#root;
  }

  /** Takes line after line: all of them in a header, in a body those that begin with two hyphens. */
  #scan(isEnd: boolean): void {
    for (;;) {
      const start = this.#header === null ? this.#candidate() : this.#at;
      if (start < 0) return;
      this.#at = start;
      const lineEnd = this.#held.indexOf(LF, start);
      const isLong = this.#held.length - start > this.#mostLine();
      if (lineEnd < 0 && !isEnd && !isLong) return;
      const end = lineEnd < 0 ? this.#held.length : lineEnd + 1;
      if (end === start) return;
      this.#line(this.#held.toString('latin1', start, end), start);
      this.#at = end;
    }
  }

  #mostLine(): number {
    return this.#header === null ? MOST_BOUNDARY_LINE : MOST_HEADER_BYTES;
  }

  /** Where the next line begins that may be a boundary; -1 where none does, with `#at` moved past what is no line of that kind. */
  #candidate(): number {
    const held = this.#held;
    const isLineStart = this.#at === 0 ? this.#base === 0 : held[this.#at - 1] === LF;
    if (isLineStart && held[this.#at] === HYPHEN && held[this.#at + 1] === HYPHEN) return this.#at;
    const isWatching = this.#open.some(({ boundary }) => boundary !== null);
    const found = isWatching ? held.indexOf('\n--', Math.max(0, this.#at - 1)) : -1;
    if (found >= 0) return found + 1;
    this.#at = Math.max(this.#at, this.#lastLineStart());
    return -1;
  }

  /** The beginning of a line at the very end that may yet turn out to begin with two hyphens. */
  #lastLineStart(): number {
    const { length } = this.#held;
    for (let back = 0; back <= 1; back++) if (this.#held[length - 1 - back] === LF) return length - back;
    return length;
  }

  #line(line: string, start: number): void {
    const depth = line.startsWith('--') ? this.#boundaryDepth(line.slice(2).trimEnd()) : -1;
    if (depth >= 0) return this.#boundary(depth, line, start);
    if (this.#header === null) return;
    const isOver = /^\r?\n?$/.test(line) || this.#header.length + line.length > MOST_HEADER_BYTES;
    this.#header += line;
    if (isOver) this.#headerDone(this.#base + start + line.length);
  }

  /** The innermost open part whose boundary the line is; -1 where it is none. */
  #boundaryDepth(text: string): number {
    return this.#open.findLastIndex(
      ({ boundary }) => boundary !== null && (text === boundary || text === `${boundary}--`),
    );
  }

  #boundary(depth: number, line: string, start: number): void {
    const open = this.#open[depth];
    if (open === undefined || open.boundary === null) return;
    const position = this.#base + start;
    // Twice where the part is a message: its own header is as empty as that around it.
    while (this.#header !== null) this.#headerDone(position);
    // The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1).
    this.#close(depth + 1, position - (this.#held[start - 2] === CR ? 2 : 1));
    if (line.slice(2).trimEnd() === `${open.boundary}--`) {
      open.boundary = null;
      return;
    }
    if (++this.#parts > MOST_PARTS) return;
    const part = newPart(position + line.length);
    if (open.part.type.word === 'multipart/digest') part.type = MESSAGE;
    open.part.parts.push(part);
    this.#open.push({ part, boundary: null });
    this.#header = '';
  }

  /** The open part's header is whole: what it says decides what is looked for in its body. */
  #headerDone(position: number): void {
    const open = this.#open.at(-1);
    if (open === undefined || this.#header === null) return;
    const { part } = open;
    part.bodyStart = position;
    part.fields = fieldsOf(this.#header);
    this.#header = null;
    const given = fieldValue(part.fields, 'content-type');
    if (given !== null && given.includes('/')) part.type = parametersOf(given);
    if (this.#open.length > MOST_DEPTH) return;
    if (part.type.word.startsWith('multipart/')) open.boundary = parameterOf(part.type, 'boundary') || null;
    if (part.type.word !== 'message/rfc822' || isEncoded(part)) return;
    part.inner = newPart(position);
    this.#open.push({ part: part.inner, boundary: null });
    this.#header = '';
  }

  /** Ends the open parts from this depth on. */
  #close(depth: number, position: number): void {
    for (const { part } of this.#open.splice(depth)) {
      part.bodyEnd = Math.max(part.bodyStart, position);
      if (part.type.word.startsWith('multipart/') && part.parts.length === 0) part.type = TEXT;
    }
  }
}

/** Against the rules (RFC 2046 section 5.2.1), but it happens: what is encoded cannot be looked into here. */
function isEncoded({ fields }: MimePart): boolean {
  return /^(base64|quoted-printable)$/i.test(fieldValue(fields, 'content-transfer-encoding') ?? '');
}
