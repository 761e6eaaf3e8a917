import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { type ReminderNotice, reminderNotice } from '../../../shared/mail/reminders.ts';
import { parseSender, shortName } from '../../components/format/sender.ts';
import { plainOf } from '../../components/format/text.ts';
import { type DueRow, FLAGGED_ID } from '../../store/reader.ts';

export interface ReminderDeps {
  /** Has the system show a notice; rejects where it was not taken. */
  readonly show: (notice: ReminderNotice) => Promise<unknown>;
  /** Notes for good that these were told. */
  readonly note: (told: readonly DueRow['told'][]) => Promise<unknown>;
  /** Puts into the error log why a notice was not taken. */
  readonly report: (failure: Failure) => Promise<unknown>;
  readonly now: () => number;
}

/** A notice that was not taken is offered again after so long. */
export const RETRY_MS = 5 * 60_000;

/**
 * Tells of reminders that are due, each once. Give it all that are due whenever they are looked at: what failed is tried
 * again then, once it has rested. Of notices that fail in a row the first is reported.
 */
export function createReminderTeller({ show, note, report, now }: ReminderDeps) {
  /** Not before this time: those that are being told, that were, and that failed. */
  const rests = new Map<string, number>();
  let isReported = false;
  return async (due: readonly DueRow[], say: Say): Promise<void> => {
    const fresh = due.filter(({ told }) => (rests.get(nameOf(told)) ?? 0) <= now());
    const notice = reminderNotice(fresh.map(reminderOf), FLAGGED_ID, say);
    if (!notice) return;
    const rest = (until: number) => {
      for (const { told } of fresh) rests.set(nameOf(told), until);
    };
    rest(Number.POSITIVE_INFINITY); // that it was told is in the store a moment later
    try {
      await show(notice);
    } catch (thrown) {
      rest(now() + RETRY_MS);
      if (isReported) return;
      isReported = true;
      await report(toFailure(thrown));
      return;
    }
    isReported = false;
    await note(fresh.map(({ told }) => told));
  };
}

function nameOf({ id, at }: DueRow['told']): string {
  return `${at} ${id}`;
}

function reminderOf({ row: { id, folderId, subject, from } }: DueRow) {
  return { id, folderId, subject: plainOf(subject), sender: plainOf(shortName(parseSender(from))) };
}
