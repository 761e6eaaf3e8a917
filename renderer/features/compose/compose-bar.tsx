import { Image, Paperclip, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Toolbar } from '../../components/toolbar.tsx';

/** The commands of a message that is written. */
export function ComposeBar({
  send,
  onAttach,
  onPicture,
  onDiscard,
  children,
}: {
  readonly send: ReactNode;
  readonly onAttach: () => void;
  /** null: plain text has no pictures. */
  readonly onPicture: (() => void) | null;
  readonly onDiscard: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Toolbar label="Message">
      {send}
      <span className="toolbar-line" />
      <Button icon={Paperclip} label="Attach…" tip="Attach… (Ctrl+Shift+A)" onPress={onAttach} />
      <Button
        icon={Image}
        label="Picture…"
        tip={onPicture ? 'Picture in the text…' : 'Plain text has no pictures'}
        disabled={onPicture === null}
        onPress={onPicture ?? undefined}
      />
      <Button icon={Trash2} label="Discard…" tip="Discard… (Ctrl+Shift+D)" onPress={onDiscard} />
      <span className="toolbar-rest" />
      {children}
    </Toolbar>
  );
}
