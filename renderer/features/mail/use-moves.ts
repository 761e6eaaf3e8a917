import { useState } from 'react';
import type { FilingRole } from '../../../shared/filing/roles.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { isStrings, useStored } from '../../hooks/use-stored.ts';
import type { FolderRow, MessageRow } from '../../store/tables.ts';
import { commonPlace, deletionsOf, type Place } from './deletions.ts';
import { useDropped } from './drag/drag-context.tsx';
import { useArchiveKey } from './filing/use-archive-key.ts';
import { useFilingMoves } from './filing/use-filing-moves.ts';
import type { Selection, SelectionUpdate } from './list/selection.ts';
import { type NewTarget, withRecent } from './move-targets.ts';
import { useLeaving } from './use-leaving.ts';
import type { Steps } from './use-steps.ts';
import { useSay } from '../../hooks/use-say.ts';

/** A question that stands open before messages leave: where to, for what kind of mail a folder is, or whether for good. */
export type Asking = {
  readonly leaving: Selection;
} /** `from` is null until it is known; the question stands meanwhile, so that what is typed reaches it. */ & (
  | { readonly what: 'where'; readonly from: Place | null }
  | { readonly what: 'place'; readonly role: FilingRole; readonly from: Place }
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
  /** Messages left; absent: a toast says so and offers Undo. `done` is empty where they are gone for good. */
  readonly onLeft?: (done: readonly number[], sentence: string) => void;
}

/** Delete, Archive, Junk and Move to… for the selected messages. The next row is selected, and the focus is in the list. */
export function useMoves(of: MovesOf) {
  const say = useSay();
  const { folders, selection, onDeleted } = of;
  const { engine, reader } = useServices();
  const notify = useNotify();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [inTurn] = useState(createInTurn);
  const [recent, setRecent] = useStored('move-recent', [], isStrings);
  const chosen = useLatest(() => selection);
  /** With a closed conversation all of it in this folder. */
  const now = async (): Promise<Selection> => {
    const { ids, ...rest } = chosen();
    return { ...rest, ids: new Set(await reader.meant([...ids])) };
  };
  const leave = useLeaving(of);
  const { goOn, take, tellMoved } = leave;

  const tell = useTellFailure();
  const move = async (to: Pick<FolderRow, 'id' | 'name'>, leaving: Selection) => {
    await goOn(leaving);
    const { done, moved } = await take([{ to, ids: [...leaving.ids] }]);
    setRecent(withRecent(recent, to.id));
    if (done.length > 0)
      tellMoved(
        done,
        say('{count, plural, one {# message} other {# messages}} moved to {folder}.', {
          count: moved,
          folder: to.name,
        }),
      );
  };
  const filing = useFilingMoves({ folders, leave, onAsk: setAsking });
  const remove = async (leaving: Selection) => {
    await goOn(leaving);
    const { count } = await engine.call('messages.remove', { messageIds: [...leaving.ids] });
    tellMoved([], say('{count, plural, one {# message} other {# messages}} deleted for good.', { count }));
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
    const isOne = moves.every(({ trash }) => trash.name === first.trash.name);
    const values = { count: moved, left: rest.length, folder: first.trash.name };
    tellMoved(
      done,
      isOne
        ? say(
            '{count, plural, one {# message} other {# messages}} moved to {folder}.{left, plural, =0 {} one { # was there already.} other { # were there already.}}',
            values,
          )
        : say(
            '{count, plural, one {# message} other {# messages}} moved to the Deleted Items of their accounts.{left, plural, =0 {} one { # was there already.} other { # were there already.}}',
            values,
          ),
    );
  };
  const askWhere = async () => {
    if (chosen().ids.size === 0) return;
    const asked: Asking = { what: 'where', leaving: chosen(), from: null };
    setAsking(asked);
    const leaving = await now();
    const rows = await reader.messages([...leaving.ids]);
    const from = commonPlace(rows);
    // Unless somebody closed it since.
    setAsking((open) => (open !== asked ? open : from && { what: 'where', leaving, from }));
    if (!from && rows.length > 0)
      notify(
        say(
          'These messages are of several accounts, and mail is moved within one. Retinue left them where they are. Select messages of one account, or delete them: each goes to the Deleted Items of its own account.',
        ),
      );
  };
  const answer = async (asked: Asking, target: Pick<FolderRow, 'id' | 'name'> | null) => {
    if (!target) return await remove(asked.leaving);
    if (asked.what !== 'place') return await move(target, asked.leaving);
    const { role, from, leaving } = asked;
    const { accountId } = from;
    await filing.fileIn(role, leaving, { accountId, role: 'none', parentPath: null, ...target });
  };
  const make = async (asked: Asking, { name, parentId }: NewTarget) => {
    if (asked.what === 'for-good' || !asked.from) return;
    const { accountId } = asked.from;
    const { folderId } = await engine.call('folders.create', { accountId, parentId, name });
    await answer(asked, { id: folderId, name });
  };

  // One after the other: a key that is pressed again means the row that is selected then.
  useCommand('delete', () => void inTurn(toTrash).catch(tell));
  useCommand('delete-for-good', () => {
    if (selection.ids.size > 0) now().then((leaving) => setAsking({ what: 'for-good', leaving }), tell);
  });
  useCommand('move-to', () => {
    askWhere().catch((thrown: unknown) => {
      setAsking(null);
      tell(thrown);
    });
  });
  useCommand('archive', () => void inTurn(async () => filing.file('archive', await now())).catch(tell));
  useCommand('junk', () => void inTurn(async () => filing.file('junk', await now())).catch(tell));
  useCommand('not-junk', () => void inTurn(async () => filing.file('inbox', await now())).catch(tell));
  useDropped({
    selected: () => chosen().ids,
    drop(to, ids) {
      const drop = async () => move(to, { ...chosen(), ids: new Set(await reader.meant([...ids])) });
      inTurn(drop).catch(tell);
    },
  });
  useArchiveKey();
  const closing = (work: (asked: Asking) => Promise<void>) => {
    if (!asking) return;
    setAsking(null);
    inTurn(() => work(asking)).catch(tell);
  };
  return {
    asking,
    recent,
    close: () => setAsking(null),
    answer: (target: FolderRow | null) => closing((asked) => answer(asked, target)),
    make: (made: NewTarget) => closing((asked) => make(asked, made)),
  };
}
