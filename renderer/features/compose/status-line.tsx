import type { Say } from '../../../shared/language/say.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import type { ServerCopy } from '../../../shared/mail/compose/server-copy.ts';
import { formatSeconds } from '../../components/format/dates.ts';
import { Menu } from '../../components/menu.tsx';
import { wordsIn } from './body-editor.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { UNDO_SECONDS, undoWords } from '../../hooks/use-undo-time.ts';

/** What the message is so far, where it is safe to the second, and how long it can be called back. */
export function StatusLine({
  body,
  savedAt,
  copy,
  undo,
  onUndo,
}: {
  readonly body: Draft['body'];
  /** On this computer. */
  readonly savedAt: number;
  readonly copy: ServerCopy;
  /** Seconds. */
  readonly undo: number;
  readonly onUndo: (seconds: number) => void;
}) {
  const say = useSay();
  return (
    <footer className="status-bar">
      <span>{say('{count, plural, one {# word} other {# words}}', { count: wordsIn(body) })}</span>
      <span>{body.kind === 'html' ? say('HTML, UTF-8') : say('Plain text, UTF-8')}</span>
      <span className="toolbar-rest" />
      <span>{savedTimes(savedAt, copy, say)}</span>
      <Menu
        label={say('Undo time')}
        text={say('Undo send: {time}', { time: undoWords(undo, say) })}
        up
        end
        choices={UNDO_SECONDS.map((seconds) => ({
          label: undoWords(seconds, say),
          checked: seconds === undo,
          onChoose: () => onUndo(seconds),
        }))}
      />
    </footer>
  );
}

/** Both places with their times; the line beside the toolbar says what stands in the way. */
export function savedTimes(savedAt: number, copy: ServerCopy, say: Say): string {
  const here = formatSeconds(savedAt);
  return copy.kind === 'saved' || copy.kind === 'both'
    ? say('Saved on this computer {here}, in Drafts {there}', { here, there: formatSeconds(copy.at) })
    : say('Saved on this computer {here}', { here });
}
