import { useOutgoing } from '../../../hooks/use-outgoing.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { useSay } from '../../../hooks/use-say.ts';

/**
 * What of a message waits for its server while that is out of reach: its answer in the Outbox, or its way to another
 * folder. null: nothing that a row tells.
 */
export function useWaits(isAway: (accountId: string) => boolean): (row: MessageRow) => string | null {
  const say = useSay();
  const { reader } = useServices();
  const changes = useLive('changes', () => reader.changes());
  const moved = new Set(changes?.flatMap(({ task }) => (task.kind === 'move' ? [task.messageId] : [])));
  const answered = new Set(
    useOutgoing().flatMap(({ answers, state }) => (answers && state.kind !== 'done' ? [answers] : [])),
  );
  return (row) => {
    if (!isAway(row.accountId)) return null;
    if (row.messageId !== null && answered.has(row.messageId)) return say('Reply waits');
    return moved.has(row.id) ? say('Move waits') : null;
  };
}
