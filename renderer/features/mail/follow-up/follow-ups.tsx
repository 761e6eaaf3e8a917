import { useState } from 'react';
import { localDay } from '../../../../shared/local-days.ts';
import { type DueChoice, dueOf, type FollowUp } from '../../../../shared/mail/follow-up.ts';
import { ContextMenu, type MenuPoint } from '../../../components/context-menu.tsx';
import { useTellFailure } from '../../../components/toasts.tsx';
import { useCommand, useCommandWith } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { MessageRow } from '../../../store/tables.ts';
import type { Steps } from '../use-steps.ts';
import { followUpChoices } from './choices.ts';
import { FollowUpDialog } from './follow-up-dialog.tsx';

/** Gives the selected messages a flag with a date, marks them complete and clears their flag; Ctrl+Z takes it back. */
export function FollowUps({
  selected,
  steps,
}: {
  readonly selected: ReadonlySet<string>;
  readonly steps: Pick<Steps, 'push'>;
}) {
  const { engine, reader, commands, now } = useServices();
  const say = useSay();
  const [asking, setAsking] = useState<readonly MessageRow[] | null>(null);
  const [menuAt, setMenuAt] = useState<MenuPoint | null>(null);
  const tell = useTellFailure();
  const meant = async () => await reader.messages(await reader.meant([...selected]));
  const act = async (answer: Promise<{ readonly step: number | null }>) => {
    const { step } = await answer;
    if (step !== null) steps.push([step]);
  };
  const flag = async (rows: readonly MessageRow[], flagged: boolean, followUp: FollowUp = {}) => {
    if (rows.length === 0) return;
    await act(engine.call('messages.flag', { messageIds: rows.map(({ id }) => id), flagged, followUp }));
  };
  const complete = async () => {
    const rows = await meant();
    // Of a conversation those are done with that were to be done.
    const flagged = rows.filter((row) => row.flagged);
    const messageIds = (flagged.length > 0 ? flagged : rows).map(({ id }) => id);
    if (messageIds.length > 0) await act(engine.call('messages.complete', { messageIds }));
  };
  const choose = (choice: DueChoice) => () => {
    const due = dueOf(choice, localDay(now()));
    meant()
      .then((rows) => flag(rows, true, due === null ? {} : { due }))
      .catch(tell);
  };
  useCommand('follow-today', choose('today'));
  useCommand('follow-tomorrow', choose('tomorrow'));
  useCommand('follow-this-week', choose('this-week'));
  useCommand('follow-next-week', choose('next-week'));
  useCommand('follow-no-date', choose('no-date'));
  useCommand('follow-up', () => {
    meant().then((rows) => setAsking(rows.length > 0 ? rows : null), tell);
  });
  useCommand('complete', () => void complete().catch(tell));
  useCommand('clear-flag', () => {
    meant()
      .then((rows) => flag(rows, false))
      .catch(tell);
  });
  useCommandWith('flag-menu', (point) => {
    const [x = 0, y = 0] = point.split(' ').map(Number);
    setMenuAt({ x, y });
  });
  return (
    <>
      {menuAt && (
        <ContextMenu
          label={say('Follow up')}
          at={menuAt}
          choices={followUpChoices(commands, say)}
          onClose={() => setMenuAt(null)}
        />
      )}
      {asking && (
        <FollowUpDialog
          rows={asking}
          now={now()}
          onClose={() => setAsking(null)}
          onDone={(followUp) => {
            setAsking(null);
            flag(asking, true, followUp).catch(tell);
          }}
        />
      )}
    </>
  );
}
