import { useEffect, useRef } from 'react';
import { reminderNotice } from '../../../shared/mail/reminders.ts';
import { parseSender, shortName } from '../../components/format/sender.ts';
import { plainOf } from '../../components/format/text.ts';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useSay } from '../../hooks/use-say.ts';
import { type DueRow, FLAGGED_ID } from '../../store/reader.ts';

/** A reminder is told this much late at most. */
const LOOK_MS = 15_000;

/** Has the system tell of reminders whose time has come, each once; those of while Retinue was closed come together. */
export function ReminderNotices() {
  const { bridge, engine, reader } = useServices();
  const tellFailure = useTellFailure();
  const say = useSay();
  const now = useNow(LOOK_MS);
  const due = useLive(`reminders ${now}`, () => reader.reminders(now));
  /** Being told: the store says so a moment later. */
  const telling = useRef(new Set<string>());
  const tell = useLatest(async (rows: readonly DueRow[]) => {
    const fresh = rows.filter(({ told }) => !telling.current.has(nameOf(told)));
    const notice = reminderNotice(fresh.map(reminderOf), FLAGGED_ID, say);
    if (!notice) return;
    for (const { told } of fresh) telling.current.add(nameOf(told));
    await askMain(bridge, 'notice.reminder', notice);
    await engine.call('reminders.told', { told: fresh.map(({ told }) => told) });
  });
  useEffect(() => {
    if (due) tell(due).catch(tellFailure);
  }, [due, tell, tellFailure]);
  return null;
}

function nameOf({ id, at }: DueRow['told']): string {
  return `${at} ${id}`;
}

function reminderOf({ row: { id, folderId, subject, from } }: DueRow) {
  return { id, folderId, subject: plainOf(subject), sender: plainOf(shortName(parseSender(from))) };
}
