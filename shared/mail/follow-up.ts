import * as v from 'valibot';
import { assertNever } from '../errors.ts';

/** The last day of the year 9999: later ones have no ISO date of four digits. */
const LAST_DAY = 2_932_896;

/** What a flag says besides that it is set. Nothing said is no field, so that rows stay small. */
export const followUpSchema = v.object({
  /** The whole day by which it is to be done, as `localDay` counts; absent: no date. */
  due: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_DAY))),
  /** When its person wants to be reminded, ms. */
  reminder: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Marked complete at that moment (null: nobody said when); the message is flagged no more. */
  done: v.exactOptional(v.nullable(v.number())),
});
export type FollowUp = Readonly<v.InferOutput<typeof followUpSchema>>;

/** What a message has of a flag. */
export interface FlagState {
  readonly flagged: boolean;
  readonly followUp?: FollowUp;
}

/** The same with no field that says nothing. */
export function flagState(flagged: boolean, followUp: FollowUp = {}): FlagState {
  const { due, reminder, done } = followUp;
  if (!flagged && done === undefined) return { flagged };
  const said = {
    ...(due === undefined ? {} : { due }),
    ...(reminder === undefined || !flagged ? {} : { reminder }),
    ...(done === undefined || flagged ? {} : { done }),
  };
  return Object.keys(said).length === 0 ? { flagged } : { flagged, followUp: said };
}

/** Whether two messages are flagged in the same way. */
export function isSameFlag(a: FlagState, b: FlagState): boolean {
  const { followUp: one = {} } = a;
  const { followUp: other = {} } = b;
  return (
    a.flagged === b.flagged &&
    one.due === other.due &&
    one.reminder === other.reminder &&
    one.done === other.done
  );
}

/** Whether a message was flagged and is done with. */
export function isComplete({ followUp }: FlagState): boolean {
  return followUp?.done !== undefined;
}

/** A flag as its person marks it complete: the day by which it was due stays, and so does what is complete already. */
export function completed(state: FlagState, at: number): FlagState {
  const { followUp } = state;
  return flagState(false, isComplete(state) ? followUp : { ...followUp, done: at });
}

/** Days that a flag can be given by one choice. */
export const DUE_CHOICES = ['today', 'tomorrow', 'this-week', 'next-week', 'no-date'] as const;
export type DueChoice = (typeof DUE_CHOICES)[number];

/**
 * The day that a choice means; null: none. A week's work is due on its Friday, as Outlook has it; at the week-end what is
 * left of this week is its Sunday.
 */
export function dueOf(choice: DueChoice, today: number): number | null {
  switch (choice) {
    case 'today':
      return today;
    case 'tomorrow':
      return today + 1;
    case 'this-week':
      return fridayOf(today) < today ? sundayOf(today) : fridayOf(today);
    case 'next-week':
      return fridayOf(today + 7);
    case 'no-date':
      return null;
    default:
      return assertNever(choice);
  }
}

/** When something is due, as seen from a day. */
export type DueTime = 'overdue' | 'today' | 'tomorrow' | 'this week' | 'later' | 'no date';

/** Weeks end with Sunday (ISO 8601), wherever one is. */
export function dueTime(due: number | undefined, today: number): DueTime {
  if (due === undefined) return 'no date';
  if (due < today) return 'overdue';
  if (due === today) return 'today';
  if (due === today + 1) return 'tomorrow';
  return due <= sundayOf(today) ? 'this week' : 'later';
}

/** 1970-01-01 was a Thursday. */
function sundayOf(day: number): number {
  return day + 6 - ((((day + 3) % 7) + 7) % 7);
}

function fridayOf(day: number): number {
  return sundayOf(day) - 2;
}
