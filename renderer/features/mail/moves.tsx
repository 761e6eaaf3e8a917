import { useSay } from '../../hooks/use-say.ts';
import { MoveDialog } from './move-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { type MovesOf, useMoves } from './use-moves.ts';

/** Carries out Delete, Archive, Junk and Move to…, and shows the question that one of them asks. */
export function Moves(props: MovesOf) {
  const { asking, recent, close, answer, make } = useMoves(props);
  const say = useSay();
  if (!asking) return null;
  const count = asking.leaving.ids.size;
  const { folders } = props;
  const common = { folders, recent, onClose: close, onMove: answer, onMake: make };
  switch (asking.what) {
    case 'for-good':
      return <RemoveDialog count={count} onKeep={close} onRemove={() => answer(null)} />;
    case 'where':
      return (
        <MoveDialog
          heading={say('Move {count, plural, one {# message} other {# messages}}', { count })}
          act={say('Move')}
          from={asking.from}
          {...common}
        />
      );
    case 'place':
      return asking.role === 'archive' ? (
        <MoveDialog
          heading={say('Where is mail archived?')}
          why={say(
            'This account has no folder that Retinue knows as its archive. Choose one, or make one; it is asked once.',
          )}
          act={say('Archive there')}
          text={say('Archive')}
          from={asking.from}
          {...common}
        />
      ) : (
        <MoveDialog
          heading={say('Where does junk go?')}
          why={say(
            'This account has no folder that Retinue knows as the one for junk. Choose one, or make one; it is asked once.',
          )}
          act={say('Put junk there')}
          text={say('Junk')}
          from={asking.from}
          {...common}
        />
      );
  }
}
