import { assertNever } from '../../shared/errors.ts';
import { type FollowUp, isSameFlag } from '../../shared/mail/follow-up.ts';
import type { Mark, MessageHeader } from '../../shared/mail/types.ts';
import type { MessageRow } from './tables.ts';

/** Some or all of a message's marks. With `flagged` goes all that its flag says: nothing where it is not named. */
export type Marks = Partial<Pick<MessageHeader, 'read' | 'flagged' | 'categories'>> & {
  readonly followUp?: FollowUp | undefined;
};

/** A mark as the fields of a row that it sets. */
export function marksIn(mark: Mark): Marks {
  switch (mark.kind) {
    case 'read':
      return { read: mark.read };
    case 'flag':
      return { flagged: mark.flagged, followUp: mark.followUp };
    case 'categories':
      return { categories: mark.categories };
    default:
      return assertNever(mark);
  }
}

/** The same row with these marks; the sparse indexes follow. */
export function withMarks(row: MessageRow, marks: Marks): MessageRow {
  const { unread: _unread, flag: _flag, marked: _marked, remind: _remind, followUp: before, ...rest } = row;
  const { followUp: said, ...others } = marks;
  const followUp = marks.flagged === undefined ? before : said;
  const next = { ...rest, ...others };
  return {
    ...next,
    ...(followUp ? { followUp } : {}),
    ...(followUp?.reminder === undefined ? {} : { remind: followUp.reminder }),
    ...(next.read ? {} : { unread: 1 as const }),
    ...(next.flagged ? { flag: 1 as const } : {}),
    ...(next.flagged || followUp || next.categories.length > 0 ? { marked: 1 as const } : {}),
  };
}

/** Whether a row has a mark already. */
export function isSameMark(row: MessageRow, mark: Mark): boolean {
  switch (mark.kind) {
    case 'read':
      return row.read === mark.read;
    case 'flag':
      return isSameFlag(row, mark);
    case 'categories':
      return isSameList(row.categories, mark.categories);
    default:
      return assertNever(mark);
  }
}

/** Whether two lists of categories have the same ones; servers keep no order. */
export function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
