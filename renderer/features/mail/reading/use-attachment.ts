import { useState } from 'react';
import type { AttachmentInfo } from '../../../../shared/contracts/engine.ts';
import type { ByteProgress, FetchedFile } from '../../../../shared/contracts/network.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';

export type Fetching =
  | { readonly state: 'rest'; readonly file: FetchedFile | null }
  | { readonly state: 'fetching'; readonly progress: ByteProgress | null; readonly abort: AbortController }
  | { readonly state: 'failed'; readonly failure: Failure; readonly again: () => void };

/** Fetches an attachment when it is wanted, then opens a private copy or saves it where the person says. */
export function useAttachment(messageId: string, info: AttachmentInfo) {
  const { engine, bridge } = useServices();
  const notify = useNotify();
  const [fetching, setFetching] = useState<Fetching>({ state: 'rest', file: null });

  const fetch = async (): Promise<FetchedFile> => {
    if (fetching.state === 'rest' && fetching.file) return fetching.file;
    const abort = new AbortController();
    const show = (progress: ByteProgress | null) => setFetching({ state: 'fetching', progress, abort });
    show(null);
    const args = { messageId, index: info.index };
    const file = await engine.call('attachment.fetch', args, { signal: abort.signal, onProgress: show });
    setFetching({ state: 'rest', file });
    return file;
  };
  const run = async (act: (file: FetchedFile) => Promise<void>) => {
    try {
      await act(await fetch());
    } catch (thrown) {
      const failure = toFailure(thrown);
      setFetching(
        failure.kind === 'cancelled'
          ? { state: 'rest', file: null }
          : { state: 'failed', failure, again: () => void run(act) },
      );
    }
  };
  const open = () =>
    run(async ({ fileId }) => {
      await askMain(bridge, 'attachment.open', { fileId, name: info.name });
    });
  const save = () =>
    run(async ({ fileId }) => {
      const saved = await askMain(bridge, 'attachment.save', { fileId, name: info.name });
      if (saved) notify(`Saved as ${saved.path}`);
    });
  return { fetching, open, save };
}
