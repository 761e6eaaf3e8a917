import { Clock, Paperclip, SendHorizontal, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';

/** The commands of a message that is written. */
export function ComposeBar({
  held,
  onSend,
  onLater,
  onAttach,
  onDiscard,
  children,
}: {
  /** Why Send waits, or null. */
  readonly held: string | null;
  readonly onSend: () => void;
  readonly onLater: () => void;
  readonly onAttach: () => void;
  readonly onDiscard: () => void;
  readonly children: ReactNode;
}) {
  return (
    <div className="toolbar" role="toolbar" aria-label="Message">
      <Button
        kind="primary"
        icon={SendHorizontal}
        label="Send"
        tip={held ?? 'Send (Ctrl+Enter)'}
        disabled={held !== null}
        onPress={onSend}
      />
      <Button icon={Clock} label="Send later…" disabled={held !== null} onPress={onLater} />
      <span className="toolbar-line" />
      <Button icon={Paperclip} label="Attach…" tip="Attach… (Ctrl+Shift+A)" onPress={onAttach} />
      <Button icon={Trash2} label="Discard…" tip="Discard… (Ctrl+Shift+D)" onPress={onDiscard} />
      <span className="toolbar-rest" />
      {children}
    </div>
  );
}
