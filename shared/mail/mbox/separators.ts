import { latin1 } from './status-block.ts';

/** A file that can be read at any place; a short answer is the end of it. */
export interface ByteSource {
  readonly size: number;
  read(at: number, length: number): Promise<Uint8Array>;
}

/** Separators, and lines after them, are looked at so far. */
const LINE = 1024;
/** The next separator is mostly near. */
const WINDOWS = { first: 64 * 1024, most: 1024 * 1024 } as const;
const NEWLINE = 10;
const F = 70;

/** `From who@where Thu Jan  1 00:00:00 1970`, with a zone before or after the year, with or without seconds. */
const DATED =
  /^From \S.*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\b\d{1,2}:\d{2}(?::\d{2})?\b.*\b\d{4}|^From \S.*\b\d{4}\b.* \d{1,2}:\d{2}/;
/** Thunderbird without a date. */
const BARE = /^From (?:- ?)?$/;
const FIELD = /^(?:[!-9;-~]+[ \t]*:|>From )/;

export interface Separator {
  readonly offset: number;
  /** Where the message begins. */
  readonly after: number;
  readonly line: string;
}

/** The next separator at or after an offset that is the start of a line; null where there is none. */
export async function nextSeparator(source: ByteSource, from: number): Promise<Separator | null> {
  let length: number = WINDOWS.first;
  for (let at = from; at < source.size; ) {
    const window = await source.read(at, length);
    length = Math.min(WINDOWS.most, length * 4);
    if (window.length === 0) return null;
    for (let line = at === from || at === 0 ? 0 : window.indexOf(NEWLINE) + 1; ; ) {
      if (window[line] === F) {
        const found = await separatorAt(source, at + line);
        if (found) return found;
      }
      const newline = window.indexOf(NEWLINE, line);
      if (newline === -1) break;
      line = newline + 1;
    }
    // The last byte again: a line begins after a newline.
    at += at + window.length >= source.size ? window.length : window.length - 1;
  }
  return null;
}

/** The separator at the start of a line, where it is one: after an empty line, dated, and a header follows. */
async function separatorAt(source: ByteSource, offset: number): Promise<Separator | null> {
  const text = latin1(await source.read(offset, 2 * LINE));
  if (!text.startsWith('From ')) return null;
  const end = text.indexOf('\n');
  const line = (end === -1 ? text : text.slice(0, end)).replace(/\r$/, '');
  const next = end === -1 ? '' : text.slice(end + 1);
  const isDated = DATED.test(line);
  if (!isDated && !BARE.test(line)) return null;
  const isField = FIELD.test(next);
  // A message may be empty, or have no header at all.
  if (!isField && !(isDated && (/^\r?\n/.test(next) || next === ''))) return null;
  // Thunderbird forgot the empty line now and then.
  const isSure = line.startsWith('From -') && /^X-Mozilla-Status:/i.test(next);
  if (!isSure && !(await isAfterEmptyLine(source, offset))) return null;
  return { offset, after: offset + (end === -1 ? text.length : end + 1), line };
}

async function isAfterEmptyLine(source: ByteSource, offset: number): Promise<boolean> {
  if (offset === 0) return true;
  const before = latin1(await source.read(Math.max(0, offset - 3), Math.min(3, offset)));
  return /^\n$|\n\r?\n$|^\r\n$/.test(before);
}
