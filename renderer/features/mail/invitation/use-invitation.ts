import { useMemo } from 'react';
import { type Meeting, readMeeting } from '../../../../shared/calendar/meeting.ts';
import {
  answerTo,
  type MeetingRecord,
  ownAttendee,
  type Standing,
  standingOf,
} from '../../../../shared/calendar/meeting-standing.ts';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { useServices } from '../../../hooks/services.ts';
import { useAccounts } from '../../../hooks/use-accounts.ts';
import { useLive } from '../../../hooks/use-live.ts';

/** The meeting that a message tells of, and all that is known of it here. */
export interface Invitation {
  readonly meeting: Meeting;
  /** null for a message that is in no folder. */
  readonly account: AccountSummary | null;
  readonly standing: Standing;
  readonly answer: MeetingRecord['answer'];
  /** Its person, as the invitation names them; null where it does not. */
  readonly attendee: Meeting['attendees'][number] | null;
  readonly isOwn: boolean;
}

/** null: it tells of none, or the store has not answered yet. */
export function useInvitation({ messageId, calendar }: OpenedMessage): Invitation | null {
  const { reader } = useServices();
  const accounts = useAccounts();
  const meeting = useMemo(() => (calendar === null ? null : readMeeting(calendar)), [calendar]);
  const known = useLive(`meeting ${messageId} ${meeting?.uid}`, async () => {
    const row = await reader.message(messageId);
    return row && meeting
      ? { accountId: row.accountId, ...(await reader.meeting(row.accountId, meeting)) }
      : null;
  });
  if (!meeting || known === undefined) return null;
  const list = accounts.state === 'known' ? accounts.list : [];
  const account = list.find(({ id }) => id === known?.accountId) ?? null;
  const addresses = account?.identities.map(({ address }) => address.toLowerCase()) ?? [];
  return {
    meeting,
    account,
    standing: standingOf(meeting, known?.own, known?.whole),
    answer: answerTo(meeting, known?.own),
    attendee: ownAttendee(meeting, addresses),
    isOwn: meeting.organizer !== null && addresses.includes(meeting.organizer.address),
  };
}
