import { useRef, useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import { plural } from '../../components/format/numbers.ts';
import { undoSecondsLeft } from '../../components/format/outgoing.ts';
import { useNotify } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { focusPane } from '../../hooks/panes.ts';
import { useServices } from '../../hooks/services.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useOutgoing } from '../../hooks/use-outgoing.ts';
import type { FolderRow } from '../../store/tables.ts';
import { NOTHING, type Selection, type SelectionUpdate, selectOne } from './list/selection.ts';
import { rowThatStays } from './next-row.ts';

/** A question that stands open before messages leave: where to, or whether for good. */
export interface Asking {
  readonly what: 'where' | 'for-good';
  readonly selection: Selection;
}

/** Steps that Ctrl+Z takes back, the newest first. */
const STEPS = 20;

/** Delete, Move to… and Undo for the selected messages of a folder. The next row is selected, and the focus is in the list. */
export function useMoves(
  folder: FolderRow | null,
  folders: readonly FolderRow[],
  selection: Selection,
  onSelection: (update: SelectionUpdate) => void,
) {
  const { engine, reader } = useServices();
  const notify = useNotify();
  const [asking, setAsking] = useState<Asking | null>(null);
  const steps = useRef<readonly number[]>([]);
  const now = useNow(1000);
  const isSending = useOutgoing().some((row) => undoSecondsLeft(row, now) > 0);
  const trash = folders.find(({ accountId, role }) => accountId === folder?.accountId && role === 'deleted');

  const tell = (thrown: unknown) => notify(toFailure(thrown).sentence);
  const goOn = async (from: FolderRow, leaving: Selection) => {
    const next = await rowThatStays(reader, from.id, leaving);
    onSelection(() => (next ? selectOne(next) : NOTHING));
    requestAnimationFrame(() => focusPane(next ? 'list' : 'folders'));
  };
  const undo = (step: number | undefined) => {
    if (step === undefined) return;
    steps.current = steps.current.filter((each) => each !== step);
    engine.call('messages.undo', { step }).then(() => notify('Taken back.'), tell);
  };
  const move = async (target: FolderRow, leaving: Selection) => {
    if (!folder || leaving.ids.size === 0) return;
    await goOn(folder, leaving);
    const messageIds = [...leaving.ids];
    const { step, count } = await engine.call('messages.move', { messageIds, folderId: target.id });
    if (step === null) return;
    steps.current = [step, ...steps.current].slice(0, STEPS);
    notify(`${plural(count, 'message', 'messages')} moved to ${target.name}.`, {
      label: 'Undo',
      tip: 'Undo (Ctrl+Z)',
      onPress: () => undo(step),
    });
  };
  const remove = async (leaving: Selection) => {
    if (!folder) return;
    await goOn(folder, leaving);
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
  // Mail that is about to leave comes first: its time runs out, and its own notice offers the same key.
  useCommand('undo', () => {
    if (!isSending) undo(steps.current[0]);
  });
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
