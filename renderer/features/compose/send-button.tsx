import { Clock, SendHorizontal } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { type Choice, Menu } from '../../components/menu.tsx';

/** Send, and in its menu the other ways. */
export function SendButton({
  held,
  offline,
  undoSeconds,
  onSend,
  onAtOnce,
  onLater,
}: {
  /** Why Send waits, or null. */
  readonly held: string | null;
  /** The server cannot be reached: the message waits in the Outbox until it can. */
  readonly offline: boolean;
  readonly undoSeconds: number;
  readonly onSend: () => void;
  /** Without undo time. */
  readonly onAtOnce: () => void;
  readonly onLater: () => void;
}) {
  const choices: readonly Choice[] = [
    { label: offline ? 'Send when online' : 'Send now', onChoose: onSend },
    { label: 'Send later…', onChoose: onLater },
    ...(undoSeconds > 0 ? [{ label: 'Send without undo time', onChoose: onAtOnce }] : []),
  ];
  const kind = offline ? 'outline' : 'primary';
  return (
    <span className="split-button">
      <Button
        kind={kind}
        icon={offline ? Clock : SendHorizontal}
        label={offline ? 'Send when online' : 'Send'}
        tip={held === null ? 'Send (Ctrl+Enter)' : `Held because: ${held}`}
        disabled={held !== null}
        onPress={onSend}
      />
      <Menu kind={kind} label="More ways to send" choices={choices} disabled={held !== null} />
    </span>
  );
}
