import { useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import { plural } from '../../components/format/numbers.ts';
import { useNotify } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { focusPane } from '../../hooks/panes.ts';
import { useServices } from '../../hooks/services.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import type { FolderRow, MessageRow } from '../../store/tables.ts';
import { commonPlace, deletionsOf, type Place } from './deletions.ts';
import { NOTHING, type Selection, type SelectionUpdate, selectOne } from './list/selection.ts';
import { rowThatStays } from './next-row.ts';
import type { Steps } from './use-steps.ts';

/** A question that stands open before messages leave: where to, or whether for good. */
export type Asking = { readonly leaving: Selection } & (
  | { readonly what: 'where'; readonly from: Place }
  | { readonly what: 'for-good' }
);

/** A list whose messages can be deleted and moved, wherever they lie. */
export interface MovesOf {
  /** The list that is shown; null: none. */
  readonly listId: string | null;
  readonly folders: readonly FolderRow[];
  readonly selection: Selection;
  readonly onSelection: (update: SelectionUpdate) => void;
  /** These were deleted and can be brought back. */
  readonly onDeleted: (rows: readonly MessageRow[]) => void;
  readonly steps: Steps;
}

/** Delete and Move to… for the selected messages. The next row is selected, and the focus is in the list. */
export function useMoves({ listId, folders, selection, onSelection, onDeleted, steps }: MovesOf) {
  const { engine, reader } = useServices();
  const notify = useNotify();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [inTurn] = useState(createInTurn);
  const chosen = useLatest(() => selection);
  /** With a closed conversation all of it in this folder. */
  const now = async (): Promise<Selection> => {
    const { ids, ...rest } = chosen();
    return { ...rest, ids: new Set(await reader.meant([...ids])) };
  };

  const tell = (thrown: unknown) => notify(toFailure(thrown).sentence);
  const goOn = async (leaving: Selection) => {
    const next = listId === null ? null : await rowThatStays(reader, listId, leaving);
    onSelection(() => (next ? selectOne(next) : NOTHING));
    requestAnimationFrame(() => focusPane(next ? 'list' : 'folders'));
  };
  const take = async (leaving: readonly { readonly to: FolderRow; readonly ids: readonly string[] }[]) => {
    const done: number[] = [];
    let moved = 0;
    for (const { to, ids } of leaving) {
      const { step, count } = await engine.call('messages.move', { messageIds: ids, folderId: to.id });
      if (step !== null) done.push(step);
      moved += count;
    }
    if (done.length > 0) steps.push(done);
    return { done, moved };
  };
  const tellMoved = (done: readonly number[], sentence: string) =>
    notify(sentence, { label: 'Undo', tip: 'Undo (Ctrl+Z)', onPress: () => steps.undo(done) });

  const move = async (to: FolderRow, leaving: Selection) => {
    await goOn(leaving);
    const { done, moved } = await take([{ to, ids: [...leaving.ids] }]);
    if (done.length > 0) tellMoved(done, `${plural(moved, 'message', 'messages')} moved to ${to.name}.`);
  };
  const remove = async (leaving: Selection) => {
    await goOn(leaving);
    const { count } = await engine.call('messages.remove', { messageIds: [...leaving.ids] });
    notify(`${plural(count, 'message', 'messages')} deleted for good.`);
  };
  const toTrash = async () => {
    const leaving = await now();
    const rows = await reader.messages([...leaving.ids]);
    const { moves, rest } = deletionsOf(rows, folders);
    const [first] = moves;
    if (!first) return rest.length > 0 ? setAsking({ what: 'for-good', leaving }) : undefined;
    const stay = new Set(rest);
    const going = rows.filter(({ id }) => !stay.has(id));
    onDeleted(going);
    await goOn({ ...leaving, ids: new Set(going.map(({ id }) => id)) });
    const { done, moved } = await take(
      moves.map(({ trash, messageIds }) => ({ to: trash, ids: messageIds })),
    );
    if (done.length === 0) return;
    const where = moves.every(({ trash }) => trash.name === first.trash.name)
      ? first.trash.name
      : 'the Deleted Items of their accounts';
    const left = rest.length > 0 ? ` ${plural(rest.length, 'was', 'were')} there already.` : '';
    tellMoved(done, `${plural(moved, 'message', 'messages')} moved to ${where}.${left}`);
  };
  const askWhere = async () => {
    const leaving = await now();
    const rows = await reader.messages([...leaving.ids]);
    const from = commonPlace(rows);
    if (from) setAsking({ what: 'where', leaving, from });
    else if (rows.length > 0) notify(SEVERAL_ACCOUNTS);
  };

  // One after the other: a key that is pressed again means the row that is selected then.
  useCommand('delete', () => void inTurn(toTrash).catch(tell));
  useCommand('delete-for-good', () => {
    if (selection.ids.size > 0) now().then((leaving) => setAsking({ what: 'for-good', leaving }), tell);
  });
  useCommand('move-to', () => void askWhere().catch(tell));
  return {
    asking,
    close: () => setAsking(null),
    answer: (target: FolderRow | null) => {
      if (!asking) return;
      setAsking(null);
      inTurn(() => (target ? move(target, asking.leaving) : remove(asking.leaving))).catch(tell);
    },
  };
}

const SEVERAL_ACCOUNTS =
  'These messages are of several accounts, and mail is moved within one. Retinue left them where they are. Select messages of one account, or delete them: each goes to the Deleted Items of its own account.';
