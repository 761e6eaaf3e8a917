import { type FormEvent, useState } from 'react';
import { DAY_MS, dayBounds, localDay } from '../../../../shared/local-days.ts';
import { DUE_CHOICES, dueOf, type FollowUp } from '../../../../shared/mail/follow-up.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { dueChoiceWords } from './choices.ts';

const HOUR = 3_600_000;
/** When one is reminded where nobody said otherwise. */
const MORNING = 8 * HOUR;

/** By when messages are to be followed up, and whether to be reminded of it. What is there already stands in it. */
export function FollowUpDialog({
  rows,
  now,
  onClose,
  onDone,
}: {
  readonly rows: readonly MessageRow[];
  readonly now: number;
  readonly onClose: () => void;
  readonly onDone: (followUp: FollowUp) => void;
}) {
  const say = useSay();
  const today = localDay(now);
  const before = rows.find(({ followUp }) => followUp !== undefined)?.followUp ?? { due: today + 1 };
  const [due, setDue] = useState(dayField(before.due));
  const [reminds, setReminds] = useState(before.reminder !== undefined);
  const [reminder, setReminder] = useState(
    timeField(before.reminder ?? dayBounds(before.due ?? today + 1).start + MORNING),
  );
  const at = new Date(reminder).getTime();
  const isPast = reminds && !(at > now || at === before.reminder);
  const setDay = (text: string) => {
    setDue(text);
    const day = dayOf(text);
    if (!reminds && day !== undefined) setReminder(timeField(dayBounds(day).start + MORNING));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const day = dayOf(due);
    if (!isPast) onDone({ ...(day === undefined ? {} : { due: day }), ...(reminds ? { reminder: at } : {}) });
  };
  const heading = say('Follow up {count, plural, one {# message} other {# messages}}', {
    count: rows.length,
  });
  return (
    <Dialog label={heading} onClose={onClose}>
      <form onSubmit={submit}>
        <div className="dialog-body">
          <h2 className="heading">{heading}</h2>
          <label className="follow-field">
            {say('By')}
            <input type="date" value={due} onChange={(event) => setDay(event.target.value)} />
          </label>
          <div className="follow-days" role="group" aria-label={say('Days')}>
            {DUE_CHOICES.map((choice) => (
              <Button
                key={choice}
                kind="outline"
                label={dueChoiceWords(choice, say)}
                onPress={() => setDay(dayField(dueOf(choice, today) ?? undefined))}
              />
            ))}
          </div>
          <label className="follow-field">
            <input type="checkbox" checked={reminds} onChange={() => setReminds(!reminds)} />
            {say('Remind me at')}
            <input
              type="datetime-local"
              aria-label={say('Time of the reminder')}
              aria-invalid={isPast}
              value={reminder}
              disabled={!reminds}
              onChange={(event) => setReminder(event.target.value)}
            />
          </label>
          <p role="status">{isPast ? say('This time is over. Choose a later one.') : ''}</p>
        </div>
        <div className="dialog-foot">
          <Button kind="outline" label={say('Cancel')} onPress={onClose} />
          <Button kind="primary" submit label={say('Apply')} disabled={isPast} />
        </div>
      </form>
    </Dialog>
  );
}

/** A day as a date field has it; empty: none. */
function dayField(day: number | undefined): string {
  return day === undefined ? '' : new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function dayOf(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) || ms < 0 ? undefined : ms / DAY_MS;
}

/** A local time as its field has it. */
function timeField(at: number): string {
  const inDay = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dayField(localDay(at))}T${two(inDay.getHours())}:${two(inDay.getMinutes())}`;
}
