import { useEffect, useRef, useState } from 'react';
import type { AttachmentInfo } from '../../../../shared/contracts/engine.ts';
import { toFailure } from '../../../../shared/errors.ts';
import { plural } from '../../../components/format/numbers.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';

/** Fetches every attachment that Retinue does not warn of, then asks for a folder and saves them there. */
export function useSaveAll(messageId: string, attachments: readonly AttachmentInfo[]) {
  const { engine, bridge } = useServices();
  const notify = useNotify();
  const [isBusy, setBusy] = useState(false);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const abort = new AbortController();
    leaving.current = abort;
    return () => abort.abort();
  }, []);
  const harmless = attachments.filter(({ warning }) => warning === null);
  const left = attachments.length - harmless.length;

  const save = async () => {
    const { signal } = leaving.current;
    const files = await Promise.all(
      harmless.map(async ({ index, name }) => {
        const { fileId } = await engine.call('attachment.fetch', { messageId, index }, { signal });
        return { fileId, name };
      }),
    );
    const saved = await askMain(bridge, 'attachment.saveAll', { files });
    if (saved) notify(savedWords(saved.folder, saved.names.length, left));
  };
  const saveAll = async () => {
    const { signal } = leaving.current;
    setBusy(true);
    try {
      await save();
    } catch (thrown) {
      if (!signal.aborted) notify(toFailure(thrown).sentence);
    } finally {
      setBusy(false);
    }
  };
  return { saveAll, isBusy, canSaveAll: harmless.length > 1 };
}

function savedWords(folder: string, count: number, left: number): string {
  const rest =
    left === 0 ? '' : ` ${plural(left, 'attachment', 'attachments')} with a warning can be saved one by one.`;
  return `${plural(count, 'attachment', 'attachments')} saved in ${folder}.${rest}`;
}
