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
    const abort = new AbortController();
    const show = (progress: ByteProgress | null) => setFetching({ state: 'fetching', progress, abort });
    show(null);
    const args = { messageId, index: info.index };
    const file = await engine.call('attachment.fetch', args, { signal: abort.signal, onProgress: show });
    setFetching({ state: 'rest', file });
    return file;
  };
  const run = async (act: (file: FetchedFile) => Promise<void>, held: FetchedFile | null) => {
    let file = held;
    try {
      file ??= await fetch();
      await act(file);
      setFetching({ state: 'rest', file });
    } catch (thrown) {
      const failure = toFailure(thrown);
      // A file that has gone from this computer is fetched anew; one that is there is not fetched twice.
      const kept = failure.kind === 'not-found' ? null : file;
      setFetching(
        failure.kind === 'cancelled'
          ? { state: 'rest', file: kept }
          : { state: 'failed', failure, again: () => void run(act, kept) },
      );
    }
  };
  const file = fetching.state === 'rest' ? fetching.file : null;
  const open = () =>
    run(async ({ fileId }) => {
      await askMain(bridge, 'attachment.open', { fileId, name: info.name });
    }, file);
  const save = () =>
    run(async ({ fileId }) => {
      const saved = await askMain(bridge, 'attachment.save', { fileId, name: info.name });
      if (saved) notify(`Saved as ${saved.path}`);
    }, file);
  return { fetching, open, save };
}
