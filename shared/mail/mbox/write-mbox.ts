import { fieldsOf, type StoredMarks } from './marks.ts';
import { bytesOf, OPEN_END } from './status-block.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export interface MboxEntry {
  /** When it came, ms since 1970; null where nobody knows. */
  readonly date: number | null;
  readonly marks: StoredMarks;
  /** The message's own line end, so that its header has one kind. */
  readonly lineEnd: '\n' | '\r\n';
  /** Its last line has no line end. */
  readonly isOpen: boolean;
}

/**
 * What stands in front of a message in an mbox: the separator and the status fields. After it come the message's own bytes
 * through `quoteFrom`, then `mboxTail`. `From -` is Thunderbird's: it says that no Content-Length of the message counts.
 */
export function mboxHead({ date, marks, lineEnd, isOpen }: MboxEntry): Uint8Array {
  const fields = [...fieldsOf(marks), [OPEN_END, isOpen ? 'open' : 'whole'] as const];
  const lines = fields.map(([name, value]) => `${name}: ${value}${lineEnd}`);
  return bytesOf(`From - ${asctime(date ?? 0)}\n${lines.join('')}`);
}

/** What stands after it: an empty line, as every reader expects before the next separator. */
export function mboxTail(isOpen: boolean): Uint8Array {
  return bytesOf(isOpen ? '\n\n' : '\n');
}

/** As C's asctime in UTC: `Mon Nov 23 14:28:00 2026`. */
function asctime(ms: number): string {
  const time = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = String(time.getUTCDate()).padStart(2, ' ');
  const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(two).join(':');
  return `${WEEKDAYS[time.getUTCDay()]} ${MONTHS[time.getUTCMonth()]} ${day} ${clock} ${time.getUTCFullYear()}`;
}
