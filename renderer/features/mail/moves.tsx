import { MoveDialog } from './move-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { type MovesOf, useMoves } from './use-moves.ts';

/** Carries out Delete and Move to…, and shows the question that one of them asks. */
export function Moves(props: MovesOf) {
  const { asking, close, answer } = useMoves(props);
  if (!asking) return null;
  const count = asking.leaving.ids.size;
  return asking.what === 'where' ? (
    <MoveDialog count={count} from={asking.from} folders={props.folders} onClose={close} onMove={answer} />
  ) : (
    <RemoveDialog count={count} onKeep={close} onRemove={() => answer(null)} />
  );
}
