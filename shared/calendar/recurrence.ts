import { readTime, type WrittenTime } from './calendar-time.ts';

/** A weekday in a rule; `nth` 0: every one, 2: the second, -1: the last. */
export interface Part {
  readonly nth: number;
  /** 0 is Sunday, as Date counts. */
  readonly weekday: number;
}

/** A recurrence rule (RFC 5545 section 3.3.10), as far as people say such things. */
export interface Rule {
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  readonly interval: number;
  readonly days: readonly Part[];
  readonly monthDays: readonly number[];
  readonly months: readonly number[];
  /** Of what the rest finds, the so manyth: -1 the last. */
  readonly places: readonly number[];
  readonly count: number | null;
  readonly until: WrittenTime | null;
  /** It has parts beside these, or none that make sense: words would say something else than it does. */
  readonly isOdd: boolean;
}

const FREQUENCIES: Readonly<Record<string, Rule['frequency']>> = {
  DAILY: 'daily',
  WEEKLY: 'weekly',
  MONTHLY: 'monthly',
  YEARLY: 'yearly',
};
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const KNOWN = /^(?:FREQ|INTERVAL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|COUNT|UNTIL|WKST)$/;

/** Reads a rule; null where it says nothing of how often. */
export function readRule(value: string): Rule | null {
  const parts = new Map(
    value.split(';').map((part) => {
      const [name = '', ...rest] = part.trim().toUpperCase().split('=');
      return [name, rest.join('=')] as const;
    }),
  );
  const frequency = FREQUENCIES[parts.get('FREQ') ?? ''];
  if (!frequency) return null;
  const list = (name: string) => (parts.get(name) ?? '').split(',').filter((each) => each !== '');
  const numbers = (name: string, most: number) =>
    list(name)
      .map(Number)
      .filter((each) => Number.isInteger(each) && each !== 0 && Math.abs(each) <= most);
  const days = list('BYDAY').flatMap(readDay);
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const isNumber = Number.isInteger(interval) && interval >= 1 && interval <= 1000;
  const count = Number(parts.get('COUNT') ?? Number.NaN);
  const isOdd =
    !isNumber || days.length !== list('BYDAY').length || [...parts.keys()].some((name) => !KNOWN.test(name));
  return {
    frequency,
    interval: isNumber ? interval : 1,
    days,
    monthDays: numbers('BYMONTHDAY', 31),
    months: numbers('BYMONTH', 12).filter((each) => each > 0),
    places: numbers('BYSETPOS', 366),
    count: Number.isInteger(count) && count > 0 ? count : null,
    until: readTime(parts.get('UNTIL') ?? ''),
    isOdd,
  };
}

function readDay(text: string): readonly Part[] {
  const found = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(text);
  return found ? [{ nth: Number(found[1] ?? 0), weekday: WEEKDAYS.indexOf(found[2] ?? '') }] : [];
}
