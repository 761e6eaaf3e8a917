import { dayBounds, DAY_MS, localDay } from '../../../shared/local-days.ts';
import { type FlagState, flagState } from '../../../shared/mail/follow-up.ts';
import type { PropertyValue } from '../dav/multistatus.ts';
import type { Patch, TypedText } from '../dav/proppatch.ts';
import { dateOf, flagOf, P, textOf } from './properties.ts';

type Found = ReadonlyMap<string, PropertyValue>;

/** What PR_FLAG_STATUS says of a message that is flagged, and of one that is done with. */
export const FLAGGED = '2';
export const COMPLETE = '1';
/** What is asked for to know all of a flag. */
export const FLAG_PROPERTIES = [
  P.flagStatus,
  P.flagDone,
  P.taskDue,
  P.replyTime,
  P.reminderSet,
  P.reminderSignal,
  P.reminderTime,
];
/** What Outlook writes as the text of a flag where nobody chose another. */
const TEXT = 'Follow up';

/**
 * The change of properties that sets a flag, with all that it says and nothing of what it said before. The due day is
 * kept twice: as tasks have it, a midnight that belongs to no time zone (MS-OXOTASK), and as a moment for programs of
 * before Outlook 2007.
 */
export function flagPatch(state: FlagState): Patch {
  const { flagged, followUp = {} } = state;
  const { due, reminder, done } = followUp;
  const status = flagged ? FLAGGED : done === undefined ? '0' : COMPLETE;
  const day = due === undefined ? null : moment(due * DAY_MS);
  const remind = reminder === undefined ? null : moment(reminder);
  return [
    [P.flagStatus, status],
    [P.flagText, status === '0' ? null : TEXT],
    [P.flagDone, done === undefined || done === null ? null : isoOf(done)],
    [P.taskStart, day],
    [P.taskDue, day],
    [P.replyTime, due === undefined ? null : isoOf(dayBounds(due).start)],
    [P.reminderSet, remind && { type: 'boolean', text: '1' }],
    [P.reminderTime, remind],
    [P.reminderSignal, remind],
  ];
}

/** What a message's properties say of its flag, whichever program wrote them. */
export function flagOfMessage(found: Found): FlagState {
  const status = textOf(found, P.flagStatus)?.trim();
  if (status !== FLAGGED && status !== COMPLETE) return { flagged: false };
  const due = dueDay(found);
  const reminder = flagOf(found, P.reminderSet)
    ? (dateOf(found, P.reminderSignal) ?? dateOf(found, P.reminderTime))
    : null;
  return flagState(status === FLAGGED, {
    ...(due === null ? {} : { due }),
    ...(reminder === null ? {} : { reminder }),
    ...(status === COMPLETE ? { done: dateOf(found, P.flagDone) } : {}),
  });
}

function dueDay(found: Found): number | null {
  const task = dateOf(found, P.taskDue);
  if (task !== null) return dayOf(task);
  const reply = dateOf(found, P.replyTime);
  return reply === null ? null : localDay(reply);
}

/**
 * A day as it was written: some programs write midnight here, others midnight of no time zone, which is that of UTC.
 * One that was written as midnight elsewhere cannot be told from these, and may be a day off.
 */
function dayOf(ms: number): number {
  const day = localDay(ms);
  return dayBounds(day).start === ms ? day : Math.floor(ms / DAY_MS);
}

function moment(ms: number): TypedText {
  return { type: 'dateTime.tz', text: isoOf(ms) };
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
