import { useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import { plural } from '../../components/format/numbers.ts';
import { useNotify } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { focusPane } from '../../hooks/panes.ts';
import { useServices } from '../../hooks/services.ts';
import type { FolderRow } from '../../store/tables.ts';
import { NOTHING, type Selection, type SelectionUpdate, selectOne } from './list/selection.ts';
import { rowThatStays } from './next-row.ts';
import type { Steps } from './use-steps.ts';

/** A question that stands open before messages leave: where to, or whether for good. */
export interface Asking {
  readonly what: 'where' | 'for-good';
  readonly selection: Selection;
}

/** Delete and Move to… for the selected messages of a list, which lie in `folder`. The next row is selected, and the focus is in the list. */
export function useMoves(
  listId: string | null,
  folder: FolderRow | null,
  folders: readonly FolderRow[],
  selection: Selection,
  onSelection: (update: SelectionUpdate) => void,
  steps: Steps,
) {
  const { engine, reader } = useServices();
  const notify = useNotify();
  const [asking, setAsking] = useState<Asking | null>(null);
  const trash = folders.find(({ accountId, role }) => accountId === folder?.accountId && role === 'deleted');

  const tell = (thrown: unknown) => notify(toFailure(thrown).sentence);
  const goOn = async (leaving: Selection) => {
    const next = listId === null ? null : await rowThatStays(reader, listId, leaving);
    onSelection(() => (next ? selectOne(next) : NOTHING));
    requestAnimationFrame(() => focusPane(next ? 'list' : 'folders'));
  };
  const move = async (target: FolderRow, leaving: Selection) => {
    if (!folder || leaving.ids.size === 0) return;
    await goOn(leaving);
    const messageIds = [...leaving.ids];
    const { step, count } = await engine.call('messages.move', { messageIds, folderId: target.id });
    if (step === null) return;
    steps.push(step);
    notify(`${plural(count, 'message', 'messages')} moved to ${target.name}.`, {
      label: 'Undo',
      tip: 'Undo (Ctrl+Z)',
      onPress: () => steps.undo(step),
    });
  };
  const remove = async (leaving: Selection) => {
    if (!folder) return;
    await goOn(leaving);
    const { count } = await engine.call('messages.remove', { messageIds: [...leaving.ids] });
    notify(`${plural(count, 'message', 'messages')} deleted for good.`);
  };
  const ask = (what: Asking['what']) => {
    if (folder && selection.ids.size > 0) setAsking({ what, selection });
  };

  useCommand('delete', () => {
    if (trash && folder && trash.id !== folder.id) move(trash, selection).catch(tell);
    else ask('for-good');
  });
  useCommand('delete-for-good', () => ask('for-good'));
  useCommand('move-to', () => ask('where'));
  return {
    asking,
    close: () => setAsking(null),
    answer: (target: FolderRow | null) => {
      if (!asking) return;
      setAsking(null);
      (target ? move(target, asking.selection) : remove(asking.selection)).catch(tell);
    },
  };
}
