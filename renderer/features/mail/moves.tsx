import type { FolderRow } from '../../store/tables.ts';
import type { Selection, SelectionUpdate } from './list/selection.ts';
import { MoveDialog } from './move-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { useMoves } from './use-moves.ts';

export interface MovesProps {
  readonly folder: FolderRow | null;
  readonly folders: readonly FolderRow[];
  readonly selection: Selection;
  readonly onSelection: (update: SelectionUpdate) => void;
}

/** Carries out Delete, Move to… and Undo, and shows the question that one of them asks. */
export function Moves({ folder, folders, selection, onSelection }: MovesProps) {
  const { asking, close, answer } = useMoves(folder, folders, selection, onSelection);
  if (!asking || !folder) return null;
  const count = asking.selection.ids.size;
  return asking.what === 'where' ? (
    <MoveDialog count={count} from={folder} folders={folders} onClose={close} onMove={answer} />
  ) : (
    <RemoveDialog count={count} onKeep={close} onRemove={() => answer(null)} />
  );
}
