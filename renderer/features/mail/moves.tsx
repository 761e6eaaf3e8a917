import type { FolderRow } from '../../store/tables.ts';
import type { Selection, SelectionUpdate } from './list/selection.ts';
import { MoveDialog } from './move-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import type { Steps } from './use-steps.ts';
import { useMoves } from './use-moves.ts';

export interface MovesProps {
  /** The folder or smart folder that is shown. */
  readonly listId: string | null;
  /** Where the selected messages lie. */
  readonly folder: FolderRow | null;
  readonly folders: readonly FolderRow[];
  readonly selection: Selection;
  readonly onSelection: (update: SelectionUpdate) => void;
  readonly steps: Steps;
}

/** Carries out Delete and Move to…, and shows the question that one of them asks. */
export function Moves({ listId, folder, folders, selection, onSelection, steps }: MovesProps) {
  const { asking, close, answer } = useMoves(listId, folder, folders, selection, onSelection, steps);
  if (!asking || !folder) return null;
  const count = asking.selection.ids.size;
  return asking.what === 'where' ? (
    <MoveDialog count={count} from={folder} folders={folders} onClose={close} onMove={answer} />
  ) : (
    <RemoveDialog count={count} onKeep={close} onRemove={() => answer(null)} />
  );
}
