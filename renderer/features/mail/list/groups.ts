import { dayBounds } from '../../../store/days.ts';

/** The name of the group that a local day number belongs to; days in order give groups in order. */
export function groupName(nday: number, today: number, firstWeekday: number, locale?: string): string {
  if (nday > 0) return 'No date';
  const day = -nday;
  if (day > today) return 'Dated ahead';
  if (day === today) return 'Today';
  if (day === today - 1) return 'Yesterday';
  const weekStart = today - ((weekdayOf(today) - firstWeekday + 7) % 7);
  if (day >= weekStart) return 'Earlier this week';
  if (day >= weekStart - 7) return 'Last week';
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(dayBounds(day).start);
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
