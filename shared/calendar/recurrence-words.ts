import { assertNever } from '../errors.ts';
import type { Say } from '../language/say.ts';
import type { Part, Rule } from './recurrence.ts';

/** A rule in words: "Every 2 weeks on Monday and Thursday, until 12 March 2027". */
export function recurrenceWords(rule: Rule, say: Say): string {
  const how = rule.isOdd ? say('Repeats by a rule of its own') : frequencyWords(rule, say);
  if (rule.count !== null)
    return say('{how}, {count, plural, one {once} other {# times}}', { how, count: rule.count });
  if (rule.until === null) return how;
  const until = new Intl.DateTimeFormat(say.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    rule.until.wall,
  );
  return say('{how}, until {until}', { how, until });
}

function frequencyWords(rule: Rule, say: Say): string {
  const { interval: count, frequency } = rule;
  switch (frequency) {
    case 'daily':
      return isWorkdays(rule)
        ? say('Every weekday')
        : say('{count, plural, =1 {Every day} other {Every # days}}', { count });
    case 'weekly':
      return weeklyWords(rule, say);
    case 'monthly':
      return monthlyWords(rule, say);
    case 'yearly':
      return yearlyWords(rule, say);
    default:
      return assertNever(frequency);
  }
}

function weeklyWords(rule: Rule, say: Say): string {
  const { interval: count, days } = rule;
  if (isWorkdays(rule) && count === 1) return say('Every weekday');
  if (days.length === 0) return say('{count, plural, =1 {Every week} other {Every # weeks}}', { count });
  return say('{count, plural, =1 {Every week on {days}} other {Every # weeks on {days}}}', {
    count,
    days: listed(
      days.map(({ weekday }) => dayName(weekday, say)),
      say,
    ),
  });
}

function monthlyWords(rule: Rule, say: Say): string {
  const count = rule.interval;
  const which = dayOfMonth(rule, say);
  return which === null
    ? say('{count, plural, =1 {Every month} other {Every # months}}', { count })
    : say('{count, plural, =1 {Every month on {which}} other {Every # months on {which}}}', { count, which });
}

function yearlyWords(rule: Rule, say: Say): string {
  const count = rule.interval;
  const which = dayOfMonth(rule, say);
  if (which === null || rule.months.length === 0)
    return say('{count, plural, =1 {Every year} other {Every # years}}', { count });
  const months = listed(
    rule.months.map((month) => monthName(month, say)),
    say,
  );
  return say(
    '{count, plural, =1 {Every year on {which} of {months}} other {Every # years on {which} of {months}}}',
    {
      count,
      which,
      months,
    },
  );
}

/** "day 15", "the last Friday", "the last weekday"; null where the rule names no day. */
function dayOfMonth({ days, monthDays, places }: Rule, say: Say): string | null {
  const [place] = places;
  if (days.length === 0 && monthDays.length === 0) return null;
  if (days.length === 0)
    return listed(
      monthDays.map((day) => monthDayName(day, say)),
      say,
    );
  if (place !== undefined && isWorkweek(days)) return nthWords(place, say('weekday'), say);
  if (place !== undefined && days.length === 7) return nthWords(place, say('day'), say);
  return listed(
    days.map(({ nth, weekday }) => nthWords(nth === 0 ? (place ?? 0) : nth, dayName(weekday, say), say)),
    say,
  );
}

function monthDayName(day: number, say: Say): string {
  if (day > 0) return say('day {day, number}', { day });
  return day === -1
    ? say('the last day')
    : say('the {nth, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} day from the end', {
        nth: -day,
      });
}

function nthWords(nth: number, day: string, say: Say): string {
  if (nth === 0) return say('every {day}', { day });
  if (nth === -1) return say('the last {day}', { day });
  if (nth < 0)
    return say('the {nth, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} {day} from the end', {
      nth: -nth,
      day,
    });
  return say('the {nth, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} {day}', { nth, day });
}

const isWorkweek = (days: readonly Part[]) =>
  days.length === 5 && days.every(({ nth, weekday }) => nth === 0 && weekday >= 1 && weekday <= 5);
const isWorkdays = ({ days }: Rule) => isWorkweek(days);

/** 4 January 1970 was a Sunday. */
function dayName(weekday: number, say: Say): string {
  const form = new Intl.DateTimeFormat(say.locale, { weekday: 'long', timeZone: 'UTC' });
  return form.format(Date.UTC(1970, 0, 4 + weekday));
}

function monthName(month: number, say: Say): string {
  return new Intl.DateTimeFormat(say.locale, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(1970, month - 1, 1),
  );
}

function listed(words: readonly string[], say: Say): string {
  return new Intl.ListFormat(say.locale, { type: 'conjunction' }).format(words);
}
