import { Image, Paperclip, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Toolbar } from '../../components/toolbar.tsx';
import { useSay } from '../../hooks/use-say.ts';

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
  const say = useSay();
  return (
    <Toolbar label={say('Message')}>
      {send}
      <span className="toolbar-line" />
      <Button
        icon={Paperclip}
        label={say('Attach…')}
        tip={say('Attach… (Ctrl+Shift+A)')}
        onPress={onAttach}
      />
      <Button
        icon={Image}
        label={say('Picture…')}
        tip={onPicture ? say('Picture in the text…') : say('Plain text has no pictures')}
        disabled={onPicture === null}
        onPress={onPicture ?? undefined}
      />
      <Button
        icon={Trash2}
        label={say('Discard…')}
        tip={say('Discard… (Ctrl+Shift+D)')}
        onPress={onDiscard}
      />
      <span className="toolbar-rest" />
      {children}
    </Toolbar>
  );
}
