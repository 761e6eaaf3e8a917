import { dayBounds, monthOf } from '../../../store/days.ts';
import type { Say } from '../../../../shared/language/say.ts';

/**
 * Names the group that a local day number belongs to; days in order give groups in order. A long list has thousands of
 * days: a month's name is made once, and the format that makes it as well.
 */
export function groupNames(today: number, firstWeekday: number, say: Say): (nday: number) => string {
  const weekStart = today - ((weekdayOf(today) - firstWeekday + 7) % 7);
  const format = new Intl.DateTimeFormat(say.locale, { month: 'long', year: 'numeric' });
  const months = new Map<number, string>();
  const monthName = (day: number) => {
    const month = monthOf(day);
    const name = months.get(month) ?? format.format(dayBounds(day).start);
    months.set(month, name);
    return name;
  };
  return (nday) => {
    if (nday > 0) return say('No date');
    const day = -nday;
    if (day > today) return say('Dated ahead');
    if (day === today) return say('Today');
    if (day === today - 1) return say('Yesterday');
    if (day >= weekStart) return say('Earlier this week');
    return day >= weekStart - 7 ? say('Last week') : monthName(day);
  };
}

/** The locale's first day of the week, 1 (Monday) to 7 (Sunday); Monday where it is not known. */
export function firstWeekdayOf(locale: string): number {
  const info = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { readonly firstDay: number };
    weekInfo?: { readonly firstDay: number };
  };
  return (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay ?? 1;
}

/** 1 (Monday) to 7 (Sunday); day number 0 was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
