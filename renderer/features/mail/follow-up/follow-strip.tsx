import { Check, Flag } from 'lucide-react';
import { localDay } from '../../../../shared/local-days.ts';
import { dueTime, isComplete } from '../../../../shared/mail/follow-up.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { Button } from '../../../components/button.tsx';
import { type Dates, datesOn, formatFull } from '../../../components/format/dates.ts';
import { Strip } from '../../../components/strip.tsx';
import { useCommands } from '../../../hooks/services.ts';
import { useNow } from '../../../hooks/use-now.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { MessageRow } from '../../../store/tables.ts';

/** Says by when a message is to be followed up, or that it is done with; nothing of a flag that says no more than that. */
export function FollowStrip({ row }: { readonly row: MessageRow }) {
  const now = useNow(60_000);
  const say = useSay();
  const commands = useCommands();
  if (row.followUp === undefined) return null;
  const dates = datesOn(now);
  const isLate = row.flagged && dueTime(row.followUp.due, localDay(now)) === 'overdue';
  return (
    <Strip
      icon={isComplete(row) ? Check : Flag}
      label={say('Follow up')}
      {...(isComplete(row) ? { tone: 'ok' } : isLate ? { tone: 'warn' } : {})}
      actions={
        <>
          {!isComplete(row) && (
            <Button kind="link" label={say('Complete')} onPress={() => commands.send('complete')} />
          )}
          <Button kind="link" label={say('Clear')} onPress={() => commands.send('clear-flag')} />
        </>
      }
    >
      {stripWords(row, isLate, dates, say)}
    </Strip>
  );
}

function stripWords({ followUp = {} }: MessageRow, isLate: boolean, dates: Dates, say: Say): string {
  const { due, reminder, done } = followUp;
  if (done === null) return say('Followed up: this message is complete.');
  if (done !== undefined) return say('Complete since {day}.', { day: dates.day(localDay(done)) });
  const by =
    due === undefined
      ? say('Follow up.')
      : isLate
        ? say('Overdue: follow up was due by {day}.', { day: dates.day(due) })
        : say('Follow up by {day}.', { day: dates.day(due) });
  return reminder === undefined ? by : say('{by} Reminder: {time}.', { by, time: formatFull(reminder) });
}
