const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MOST_QUOTED = 1000;

/** A string as RFC 3501 writes it: quoted where that is possible, otherwise a literal. One char a byte. */
export function stringOf(text: string): string {
  const quotable = text.length <= MOST_QUOTED && /^[\x20-\x7e]*$/.test(text);
  return quotable ? `"${text.replace(/["\\]/g, '\\$&')}"` : `{${text.length}}\r\n${text}`;
}

/** As `stringOf`; NIL for what is not there. */
export function nstring(text: string | null | undefined): string {
  return text === null || text === undefined ? 'NIL' : stringOf(text);
}

/** ` 2-Nov-2026 10:00:01 +0000`, quoted: always 26 characters. */
export function dateTime(ms: number): string {
  const date = new Date(ms);
  const time = date.toISOString().slice(11, 19);
  return `"${String(date.getUTCDate()).padStart(2, ' ')}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000"`;
}

/** The day (ms at 0:00 UTC) of `2-Nov-2026` or `02 Nov 2026`; null where there is no such day. */
export function dayOf(text: string): number | null {
  const [, day, month, year] = /^(\d{1,2})[- ]([A-Za-z]{3})[- ](\d{4})$/.exec(text) ?? [];
  const at = MONTHS.findIndex((name) => name.toLowerCase() === month?.toLowerCase());
  if (at < 0 || day === undefined) return null;
  const date = new Date(Date.UTC(Number(year), at, Number(day)));
  return date.getUTCDate() === Number(day) ? date.getTime() : null;
}
