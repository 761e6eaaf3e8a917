import { focusPane } from '../../hooks/panes.ts';
import { useServices } from '../../hooks/services.ts';
import type { FolderRow } from '../../store/tables.ts';
import { NOTHING, type Selection, selectOne } from './list/selection.ts';
import { rowThatStays } from './next-row.ts';
import type { MovesOf } from './use-moves.ts';
import { useOfferUndo } from './use-steps.ts';

/** Messages and where they go. */
export interface Leaving {
  readonly to: Pick<FolderRow, 'id' | 'name'>;
  readonly ids: readonly string[];
}

/** How messages leave a list: another row is chosen, they go, and it is told with a way back. */
export function useLeaving({
  listId,
  onSelection,
  steps,
  onLeft,
}: Pick<MovesOf, 'listId' | 'onSelection' | 'steps' | 'onLeft'>) {
  const { engine, reader } = useServices();
  const offerUndo = useOfferUndo(steps);
  return {
    /** Chooses the next row and puts the focus into the list. */
    goOn: async (leaving: Selection) => {
      const next = listId === null ? null : await rowThatStays(reader, listId, leaving);
      onSelection(() => (next ? selectOne(next) : NOTHING));
      requestAnimationFrame(() => focusPane(next ? 'list' : 'folders'));
    },
    /** Moves them as one step. `also` takes back what belongs to it and is not a change of messages. */
    take: async (leaving: readonly Leaving[], also?: () => Promise<void>) => {
      const done: number[] = [];
      let moved = 0;
      for (const { to, ids } of leaving) {
        const { step, count } = await engine.call('messages.move', { messageIds: ids, folderId: to.id });
        if (step !== null) done.push(step);
        moved += count;
      }
      if (done.length > 0 || also) steps.push(done, also);
      return { done, moved };
    },
    tellMoved: onLeft ?? offerUndo,
  };
}
