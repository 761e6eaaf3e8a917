import { useEffect, useState } from 'react';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useSay } from '../../hooks/use-say.ts';
import { createReminderTeller } from './tell-reminders.ts';

/** A reminder is told this much late at most. */
const LOOK_MS = 15_000;

/** Has the system tell of reminders whose time has come, each once; those of while Retinue was closed come together. */
export function ReminderNotices() {
  const { bridge, engine, reader, now } = useServices();
  const tellFailure = useTellFailure();
  const say = useSay();
  const time = useNow(LOOK_MS);
  const due = useLive(`reminders ${time}`, () => reader.reminders(time));
  const [tell] = useState(() =>
    createReminderTeller({
      show: (notice) => askMain(bridge, 'notice.reminder', notice),
      note: (told) => engine.call('reminders.told', { told }),
      report: (failure) => engine.call('reminders.failed', { failure }),
      now,
    }),
  );
  useEffect(() => {
    if (due) tell(due, say).catch(tellFailure);
  }, [due, tell, say, tellFailure]);
  return null;
}
