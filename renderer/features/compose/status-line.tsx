import type { Draft } from '../../../shared/mail/compose/draft.ts';
import type { ServerCopy } from '../../../shared/mail/compose/server-copy.ts';
import { formatSeconds } from '../../components/format/dates.ts';
import { plural } from '../../components/format/numbers.ts';
import { Menu } from '../../components/menu.tsx';
import { wordsIn } from './body-editor.tsx';
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
  return (
    <footer className="status-bar">
      <span>{plural(wordsIn(body), 'word', 'words')}</span>
      <span>{body.kind === 'html' ? 'HTML, UTF-8' : 'Plain text, UTF-8'}</span>
      <span className="toolbar-rest" />
      <span>{savedTimes(savedAt, copy)}</span>
      <Menu
        label="Undo time"
        text={`Undo send: ${undoWords(undo)}`}
        up
        end
        choices={UNDO_SECONDS.map((seconds) => ({
          label: undoWords(seconds),
          checked: seconds === undo,
          onChoose: () => onUndo(seconds),
        }))}
      />
    </footer>
  );
}

/** Both places with their times; the line beside the toolbar says what stands in the way. */
export function savedTimes(savedAt: number, copy: ServerCopy): string {
  const here = `Saved on this computer ${formatSeconds(savedAt)}`;
  return copy.kind === 'saved' || copy.kind === 'both'
    ? `${here}, in Drafts ${formatSeconds(copy.at)}`
    : here;
}
