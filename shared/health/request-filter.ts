import type { RequestFacts } from './request.ts';

/** What a person typed over the request log, read: `status:5xx method:MOVE path:Drafts size:>5M since:14:00`, or words. */
export interface RequestFilter {
  readonly matches: (record: RequestFacts) => boolean;
  /** Terms that mean nothing, as typed: shown, never an error. */
  readonly unread: readonly string[];
}
type Test = (record: RequestFacts) => boolean;

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** `now` decides which day a time of day in `since:` is on: the last one that has passed. */
export function readRequestFilter(text: string, now: number): RequestFilter {
  const unread: string[] = [];
  const tests: Test[] = [];
  for (const term of text.split(/\s+/).filter((each) => each !== '')) {
    const test = testOf(term, now);
    if (test) tests.push(test);
    else unread.push(term);
  }
  return { matches: (record) => tests.every((test) => test(record)), unread };
}

function testOf(term: string, now: number): Test | null {
  const [, name = '', value = ''] = /^(status|method|path|size|since|took):(.*)$/i.exec(term) ?? [];
  switch (name.toLowerCase()) {
    case 'status':
      return statusTest(value.toLowerCase());
    case 'method':
      return value === '' ? null : ({ method }) => method.toLowerCase() === value.toLowerCase();
    case 'path':
      return value === '' ? null : (record) => holds(record, value);
    case 'size':
      return measure(value, UNITS, ({ sent, bytes }) => Math.max(sent, bytes));
    case 'took':
      return measure(value, { '': 1000, ms: 1, s: 1000 }, ({ ms }) => ms);
    case 'since':
      return sinceTest(value, now);
    default:
      return (record) => holds(record, term) || record.method.toLowerCase() === term.toLowerCase();
  }
}

/** `503`, `5xx`, and words for what has no status: `reset`, `timeout`, or `0` for all of them. */
function statusTest(value: string): Test | null {
  if (value === '0') return ({ status }) => status === null;
  if (/^[1-5]xx$/.test(value)) return ({ status }) => status !== null && `${status}`[0] === value[0];
  if (/^[1-5][0-9]{2}$/.test(value)) return ({ status }) => status === Number(value);
  return /^[a-z-]+$/.test(value) ? ({ broke }) => broke === value : null;
}

function measure(
  value: string,
  units: Readonly<Record<string, number>>,
  of: (record: RequestFacts) => number,
): Test | null {
  const [, sign, number, unit = ''] = /^([<>]?)([0-9]+(?:\.[0-9]+)?)([a-z]*)$/i.exec(value) ?? [];
  const factor = units[unit.toLowerCase()];
  if (number === undefined || factor === undefined) return null;
  const bound = Number(number) * factor;
  return (record) => (sign === '<' ? of(record) < bound : of(record) > bound);
}

function sinceTest(value: string, now: number): Test | null {
  const [, hours, minutes] = /^([01]?[0-9]|2[0-3]):([0-5][0-9])$/.exec(value) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const from = new Date(now);
  from.setHours(Number(hours), Number(minutes), 0, 0);
  if (from.getTime() > now) from.setDate(from.getDate() - 1);
  return ({ at }) => at >= from.getTime();
}

function holds({ path, to, origin }: RequestFacts, word: string): boolean {
  const text = decoded(`${origin}${path} ${to ?? ''}`);
  return text.toLowerCase().includes(word.toLowerCase());
}

/** As a person reads it; an escape that means nothing stays. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not UTF-8 or not an escape: it is looked through as it stands.
    return path;
  }
}
