import { useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useCommand } from '../../../hooks/commands.ts';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** "Save as…": the selected message as an .eml file; of several, the first. */
export function useSaveMessage(messageIds: readonly string[]): void {
  const { bridge, engine } = useServices();
  const tellFailure = useTellFailure();
  const say = useSay();
  useCommand('save-message', () => {
    const [messageId] = messageIds;
    if (messageId === undefined) return;
    const work = async () => {
      const { fileId, name } = await engine.call('mail.file', { messageId, untitled: say('No subject') });
      try {
        await askMain(bridge, 'attachment.save', { fileId, name });
      } finally {
        await engine.call('file.forget', { fileId });
      }
    };
    work().catch(tellFailure);
  });
}
