import { useState } from 'react';
import type { AttachmentInfo } from '../../../../shared/contracts/engine.ts';
import { toFailure } from '../../../../shared/errors.ts';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import { type SaveEnd, savedWords } from './saved-words.ts';
import { useSay } from '../../../hooks/use-say.ts';

/**
 * Asks for a folder, then fetches every attachment that Retinue does not warn of and saves each there as soon as it is
 * whole: one that fails takes no other with it. It goes on when the person looks elsewhere, because the folder is
 * chosen and the files may take an hour.
 */
export function useSaveAll(messageId: string, attachments: readonly AttachmentInfo[]) {
  const say = useSay();
  const { engine, bridge } = useServices();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const [isBusy, setBusy] = useState(false);
  const harmless = attachments.filter(({ warning }) => warning === null);
  const left = attachments.length - harmless.length;

  const saveOne = async (token: string, { index, name }: AttachmentInfo): Promise<SaveEnd> => {
    try {
      const { fileId } = await engine.call('attachment.fetch', { messageId, index });
      await askMain(bridge, 'attachment.saveAll', { token, fileId, name });
      return { name, failure: null };
    } catch (thrown) {
      return { name, failure: toFailure(thrown) };
    }
  };
  const saveAll = async () => {
    setBusy(true);
    try {
      const folder = await askMain(bridge, 'attachment.chooseFolder', null);
      if (!folder) return;
      const ends = await Promise.all(harmless.map((info) => saveOne(folder.token, info)));
      notify(savedWords(folder.name, ends, left, say));
    } catch (thrown) {
      tellFailure(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { saveAll, isBusy, canSaveAll: harmless.length > 1 };
}
