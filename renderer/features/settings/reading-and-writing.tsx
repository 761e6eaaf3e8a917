import {
  MARK_READ,
  type MarkRead,
  UNDO_SECONDS,
  useMarkReadAfter,
  useUndoSeconds,
} from '../../hooks/habits.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { Say } from '../../../shared/language/say.ts';
import { ChoiceSetting } from './setting.tsx';
import { Spelling } from './spelling.tsx';

function markReadWords(after: MarkRead, say: Say): string {
  if (after === 'leaving') return say('When it is left');
  if (after === 'never') return say('Never by itself');
  return after === 0
    ? say('At once')
    : say('After {seconds, plural, one {# second} other {# seconds}}', { seconds: after });
}

/** What happens to a message that is looked at. */
export function Reading() {
  const say = useSay();
  const [after, setAfter] = useMarkReadAfter();
  return (
    <ChoiceSetting
      label={say('Mark a message as read')}
      also={say('unread seen open seconds delay')}
      value={after}
      choices={MARK_READ.map((each) => [each, markReadWords(each, say)] as const)}
      onChoose={setAfter}
    />
  );
}

/** What happens while a message is written and after Send. */
export function Writing() {
  const say = useSay();
  const [undo, setUndo] = useUndoSeconds();
  return (
    <>
      <ChoiceSetting
        label={say('Time to undo sending')}
        hint={say('For so long a message stays on this computer after Send.')}
        also={say('recall call back delay seconds cancel send')}
        value={undo}
        choices={UNDO_SECONDS.map(
          (each) =>
            [each, each === 0 ? say('Off') : say('{seconds, number} seconds', { seconds: each })] as const,
        )}
        onChoose={setUndo}
      />
      <Spelling />
    </>
  );
}
