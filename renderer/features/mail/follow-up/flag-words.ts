import { assertNever } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { dueTime, type FlagState, isComplete } from '../../../../shared/mail/follow-up.ts';
import type { Dates } from '../../../components/format/dates.ts';

/** A flag in words, "Flagged, due Friday"; empty where there is none. */
export function flagWords(flag: FlagState, dates: Dates, say: Say): string {
  if (isComplete(flag)) return say('Complete');
  return flag.flagged ? flaggedWords(flag.followUp?.due, dates, say) : '';
}

function flaggedWords(due: number | undefined, dates: Dates, say: Say): string {
  if (due === undefined) return say('Flagged');
  const time = dueTime(due, dates.today);
  switch (time) {
    case 'no date':
      return say('Flagged');
    case 'overdue':
      return say('Flagged, overdue since {day}', { day: dates.day(due) });
    case 'today':
      return say('Flagged, due today');
    case 'tomorrow':
      return say('Flagged, due tomorrow');
    case 'this week':
    case 'later':
      return say('Flagged, due {day}', {
        day: due - dates.today < 7 ? dates.weekday(due) : dates.day(due),
      });
    default:
      return assertNever(time);
  }
}

/** What is seen of a flag besides that it is set. */
export function flagLook(flag: FlagState, today: number): 'complete' | 'overdue' | undefined {
  if (isComplete(flag)) return 'complete';
  return flag.flagged && dueTime(flag.followUp?.due, today) === 'overdue' ? 'overdue' : undefined;
}
