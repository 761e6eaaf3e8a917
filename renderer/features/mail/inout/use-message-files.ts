import { toFailure } from '../../../../shared/errors.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';

/** "Save as…": the selected message as an .eml file; of several, each is asked for. */
export function useSaveMessage(messageIds: readonly string[]): void {
  const { bridge, engine } = useServices();
  const notify = useNotify();
  useCommand('save-message', () => {
    const [messageId] = messageIds;
    if (messageId === undefined) return;
    const work = async () => {
      const { fileId, name } = await engine.call('mail.file', { messageId });
      await askMain(bridge, 'attachment.save', { fileId, name });
      await engine.call('file.forget', { fileId });
    };
    work().catch((thrown: unknown) => notify(toFailure(thrown).sentence));
  });
}

/**
 * For a row of the list: call it in `dragstart` after `preventDefault()`, and the pointer carries the message out of the
 * window as an .eml file, once its bytes are here.
 */
export function useDragMessage(): (messageId: string) => void {
  const { bridge, engine } = useServices();
  const notify = useNotify();
  return (messageId) => {
    const work = async () => {
      const { fileId, name } = await engine.call('mail.file', { messageId });
      await askMain(bridge, 'attachment.drag', { fileId, name });
    };
    work().catch((thrown: unknown) => notify(toFailure(thrown).sentence));
  };
}
