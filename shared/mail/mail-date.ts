const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** RFC 5322 section 4.3: the named zones that mean something; all others are read as UTC. */
const ZONES: Readonly<Record<string, number>> = {
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
};
const DATE =
  /^(?:[a-z]+\.?\s*,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,4}),?\s+(\d{1,2}) ?[:.] ?(\d{2})(?: ?[:.] ?(\d{2})(?:\.\d+)?)?(?:$| ?([+-]\d{4}|[a-z]+)(?=$|[\s,;]))/i;
const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/**
 * Reads a Date header (RFC 5322 section 3.3 with the obsolete forms of 4.3, or ISO 8601): ms since 1970, or null.
 * Deliberately not `Date.parse`, which makes a date out of nearly anything with a number in it.
 */
export function parseMailDate(header: string): number | null {
  const text = header
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (ISO.test(text)) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : ms;
  }
  const match = DATE.exec(text);
  if (!match) return null;
  const [, day, month, year, hour, minute, second, zone] = match;
  const monthIndex = MONTHS.indexOf((month ?? '').toLowerCase());
  const fields = [
    fullYear(year ?? ''),
    monthIndex,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second ?? 0),
  ];
  if (!isReal(fields)) return null;
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  return Date.UTC(y, mo, d, h, mi, s) - zoneMinutes(zone ?? '') * 60_000;
}

/** RFC 5322 section 4.3: two digits below 50 are 20xx, other two and three digits count from 1900. */
function fullYear(year: string): number {
  const value = Number(year);
  if (year.length >= 4) return value;
  return value + (year.length === 2 && value < 50 ? 2000 : 1900);
}

function isReal([y = 0, mo = -1, d = 0, h = 0, mi = 0, s = 0]: readonly number[]): boolean {
  if (mo < 0 || d < 1 || h > 23 || mi > 59 || s > 60) return false;
  return new Date(Date.UTC(y, mo, d)).getUTCDate() === d;
}

function zoneMinutes(zone: string): number {
  const numeric = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (!numeric) return Object.hasOwn(ZONES, zone.toLowerCase()) ? (ZONES[zone.toLowerCase()] ?? 0) : 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return numeric[1] === '-' ? -minutes : minutes;
}
