import { Clock, SendHorizontal } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { type Choice, Menu } from '../../components/menu.tsx';
import { useSay } from '../../hooks/use-say.ts';

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
  const say = useSay();
  const choices: readonly Choice[] = [
    { label: offline ? say('Send when online') : say('Send now'), onChoose: onSend },
    { label: say('Send later…'), onChoose: onLater },
    ...(undoSeconds > 0 ? [{ label: say('Send without undo time'), onChoose: onAtOnce }] : []),
  ];
  const kind = offline ? 'outline' : 'primary';
  return (
    <span className="split-button">
      <Button
        kind={kind}
        icon={offline ? Clock : SendHorizontal}
        label={offline ? say('Send when online') : say('Send')}
        tip={held === null ? say('Send (Ctrl+Enter)') : say('Held because: {reason}', { reason: held })}
        disabled={held !== null}
        onPress={onSend}
      />
      <Menu kind={kind} label={say('More ways to send')} choices={choices} disabled={held !== null} />
    </span>
  );
}
