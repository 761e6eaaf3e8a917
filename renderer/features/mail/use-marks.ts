import { useState } from 'react';
import { useTellFailure } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Selection } from './list/selection.ts';
import type { Reader } from '../../store/reader.ts';
import type { Steps } from './use-steps.ts';

/** What a dialog makes of the categories of messages. */
export interface CategoryChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Read marks, flags and categories of the selected messages; each change can be taken back with Ctrl+Z. */
export function useMarks(selection: Selection, steps: Steps, list: Pick<Reader, 'meant'>) {
  const { engine, reader } = useServices();
  const [asking, setAsking] = useState<readonly MessageRow[] | null>(null);
  const tell = useTellFailure();
  const meant = () => list.meant([...selection.ids]);
  const flag = async (messageIds: readonly string[], flagged: boolean) => {
    const { step } = await engine.call('messages.flag', { messageIds, flagged });
    if (step !== null) steps.push([step]);
  };
  const mark = async (read: boolean) => {
    const messageIds = await meant();
    if (messageIds.length === 0) return;
    const { step } = await engine.call('messages.read', { messageIds, read });
    if (step !== null) steps.push([step]);
  };
  const categorise = async (messageIds: readonly string[], change: CategoryChange) => {
    const { step } = await engine.call('messages.categories', { messageIds, ...change });
    if (step !== null) steps.push([step]);
  };
  const selected = async () => reader.messages(await meant());

  useCommand('mark-read', () => void mark(true).catch(tell));
  useCommand('mark-unread', () => void mark(false).catch(tell));
  useCommand('flag', () => {
    selected()
      .then((rows) =>
        flag(
          rows.map(({ id }) => id),
          rows.some(({ flagged }) => !flagged),
        ),
      )
      .catch(tell);
  });
  useCommand('categories', () => {
    selected().then((rows) => setAsking(rows.length > 0 ? rows : null), tell);
  });
  return {
    asking,
    close: () => setAsking(null),
    flagRow: (row: MessageRow) => void flag([row.id], !row.flagged).catch(tell),
    answer: (change: CategoryChange) => {
      const ids = asking?.map(({ id }) => id) ?? [];
      setAsking(null);
      if (change.add.length + change.remove.length > 0) categorise(ids, change).catch(tell);
    },
  };
}
