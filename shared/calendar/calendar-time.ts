/** A date or a date and time as a calendar writes it. */
export interface WrittenTime {
  /** The wall clock, ms as if it were UTC. */
  readonly wall: number;
  readonly isDate: boolean;
  /** It is UTC, and no zone's clock. */
  readonly isUtc: boolean;
}

/** Reads DATE and DATE-TIME values (RFC 5545 sections 3.3.4 and 3.3.5); null for what is neither or no such day. */
export function readTime(value: string): WrittenTime | null {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z?))?$/.exec(value.trim());
  if (!found) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  const wall = date.getTime() + ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000;
  return { wall, isDate: found[4] === undefined, isUtc: found[7] === 'Z' };
}

/** A DURATION value (section 3.3.6) in ms; null for what is none. */
export function readDuration(value: string): number | null {
  const found = /^([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(value.trim());
  if (!found) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(2)
    .map((digits) => Number(digits ?? 0));
  const ms = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  return Number.isSafeInteger(ms) ? (found[1] === '-' ? -ms : ms) : null;
}

/** A moment as UTC in a calendar: `20261123T142800Z`. */
export function utcText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
