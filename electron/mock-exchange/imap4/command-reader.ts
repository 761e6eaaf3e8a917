import type { LineReader } from '../line-server/line-reader.ts';
import { Cursor, LITERAL_MARK } from './cursor.ts';

/** Room for a sequence set of some thousand numbers; clients are advised to stay under 8 KB (RFC 7162 section 4). */
export const MOST_LINE_BYTES = 65_536;
/** Literals of one command, all together. No command that is served needs more. */
export const MOST_LITERAL_BYTES = 65_536;

/** One command as it came: `unreadable` says why its arguments are not to be looked at. */
export interface Command {
  /** `*` where the line has none that could be answered to. */
  readonly tag: string;
  /** Upper case. */
  readonly verb: string;
  readonly cursor: Cursor;
  readonly unreadable: string | null;
}

/** Asks a client for a literal that it has announced. */
type Prompt = () => Promise<void>;

const HEAD = /^([!#$&',-[\]^-z|}~]{1,255}) ([A-Za-z][A-Za-z0-9.-]{0,63})(?= |$)/;
const ANNOUNCED = /\{(\d{1,10})(\+?)\}$/;

/**
 * Reads one command with its literals; null once the client has left. A literal beyond the cap is never kept: where the
 * client waits for leave it gets none and the command ends there, where it does not wait (LITERAL+) the bytes are
 * skipped. The same goes for APPEND, which is refused in any case. Throws LineTooLong.
 */
export async function readCommand(reader: LineReader, prompt: Prompt): Promise<Command | null> {
  const first = await reader.line(MOST_LINE_BYTES);
  if (first === null) return null;
  const head = HEAD.exec(first);
  const [tag, verb] = [head?.[1] ?? '*', head?.[2]?.toUpperCase() ?? ''];
  const literals: Buffer[] = [];
  let unreadable = head === null ? 'A command begins with a tag and a word.' : null;
  let text = '';
  let room = verb === 'APPEND' ? 0 : MOST_LITERAL_BYTES;
  for (let line = first.slice(head?.[0].length ?? 0); ; ) {
    if (line.includes(LITERAL_MARK)) unreadable ??= 'A NUL is not part of any command.';
    const literal = ANNOUNCED.exec(line);
    text += literal === null ? line : line.slice(0, literal.index);
    if (literal === null) break;
    const size = Number(literal[1]);
    const waits = literal[2] === '';
    if (size > room) unreadable ??= `A literal of ${size} bytes is not taken.`;
    if (unreadable !== null && waits) break;
    if (waits) await prompt();
    const taken = unreadable === null ? await reader.bytes(size) : await reader.skip(size);
    if (taken === null || taken === false) return null;
    if (Buffer.isBuffer(taken)) literals.push(taken);
    room -= size;
    text += LITERAL_MARK;
    const next = await reader.line(MOST_LINE_BYTES);
    if (next === null) return null;
    line = next;
    if (text.length > MOST_LINE_BYTES) unreadable ??= 'The command is too long.';
  }
  return { tag, verb, cursor: new Cursor(text, literals), unreadable };
}
