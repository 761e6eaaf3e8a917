import type { Meeting } from '../../shared/calendar/meeting.ts';
import { type MeetingRecord, recordWith } from '../../shared/calendar/meeting-standing.ts';
import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import type { RetinueDatabase } from './database.ts';
import { meetingId } from './rows.ts';

type Answer = Omit<NonNullable<MeetingRecord['answer']>, 'sequence' | 'stamp'>;

/** What is written about meetings. */
export interface MeetingWriter {
  /** A message about a meeting was read. */
  readonly learn: (accountId: string, meeting: Meeting) => Promise<void>;
  /** This version of it was answered. */
  readonly answered: (
    accountId: string,
    meeting: Pick<Meeting, 'uid' | 'occurrence' | 'sequence' | 'stamp'>,
    answer: Answer,
  ) => Promise<void>;
  /** Answers that were taken back before they left are no answers. */
  readonly takenBack: (list: readonly Pick<OutgoingView, 'id' | 'state'>[]) => Promise<void>;
}

/** Opens the meetings of a database for writing; each function is one transaction. */
export function openMeetingWriter(database: RetinueDatabase): MeetingWriter {
  const { meetings } = database;
  return {
    learn: (accountId, meeting) =>
      database.transaction('rw', [meetings], async () => {
        const id = meetingId(accountId, meeting);
        const known = await meetings.get(id);
        const next = recordWith(known, meeting);
        if (next && next !== known) await meetings.put({ ...next, id });
      }),
    answered: (accountId, { uid, occurrence, sequence, stamp }, answer) =>
      database.transaction('rw', [meetings], async () => {
        const id = meetingId(accountId, { uid, occurrence });
        const known = (await meetings.get(id)) ?? { sequence, stamp, isCancelled: false };
        await meetings.put({ ...known, id, answer: { ...answer, sequence, stamp } });
      }),
    takenBack: (list) => {
      const back = new Set(list.filter(({ state }) => state.kind === 'taken-back').map(({ id }) => id));
      if (back.size === 0) return Promise.resolve();
      return database.transaction('rw', [meetings], async () => {
        await meetings
          .filter(({ answer }) => answer !== null && back.has(answer.outgoingId))
          .modify((row: { answer: MeetingRecord['answer'] }) => {
            row.answer = null;
          });
      });
    },
  };
}
