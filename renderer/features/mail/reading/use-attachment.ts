import { useEffect, useRef, useState } from 'react';
import type { AttachmentInfo } from '../../../../shared/contracts/engine.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';
import type { TransferRow } from '../../../store/tables.ts';
import { useTransfers } from '../../../hooks/use-transfers.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** What went wrong with the last act, and the way to do it again. */
export interface Trouble {
  readonly failure: Failure;
  readonly again: () => void;
}

/**
 * Fetches an attachment when it is wanted, then opens a private copy or saves it where the person says. The transfer
 * itself belongs to the network process: it goes on when the person looks elsewhere, and after a restart.
 */
export function useAttachment(messageId: string, info: AttachmentInfo) {
  const say = useSay();
  const { engine, bridge } = useServices();
  const notify = useNotify();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  /** The file that was fetched here last. */
  const [kept, setKept] = useState<string | null>(null);
  const transfers = useTransfers();
  const transfer =
    info.part === null || (info.part === '' && info.local)
      ? undefined
      : transfers.find(({ owner, part }) => owner === messageId && part === info.part);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const abort = new AbortController();
    leaving.current = abort;
    return () => abort.abort();
  }, []);

  const fileOf = async (fresh: boolean): Promise<string> => {
    if (!fresh && transfer?.state.kind === 'done') return transfer.state.fileId;
    if (!fresh && kept !== null) return kept;
    const { signal } = leaving.current;
    const { fileId } = await engine.call('attachment.fetch', { messageId, index: info.index }, { signal });
    setKept(fileId);
    return fileId;
  };
  const run = async (act: (fileId: string) => Promise<void>, fresh = false) => {
    const { signal } = leaving.current;
    setTrouble(null);
    try {
      await act(await fileOf(fresh));
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (signal.aborted || failure.kind === 'cancelled') return;
      await forgetMissing(failure, transfer);
      setTrouble({ failure, again: () => void run(act, failure.kind === 'not-found') });
    }
  };
  /** A finished file that has gone from this computer is fetched anew; one that is there is not fetched twice. */
  const forgetMissing = async ({ kind }: Failure, row: TransferRow | undefined) => {
    if (kind !== 'not-found') return;
    setKept(null);
    if (row?.state.kind === 'done') await engine.call('transfer.act', { id: row.id, act: 'cancel' });
  };
  const open = () =>
    run(async (fileId) => {
      await askMain(bridge, 'attachment.open', { fileId, name: info.name });
    });
  /** What is on this computer can be dragged out; the name goes along. */
  const drag = () =>
    run(async (fileId) => {
      await askMain(bridge, 'attachment.drag', { fileId, name: info.name });
    });
  const look = (show: (fileId: string) => void) => run(async (fileId) => show(fileId));
  const save = () =>
    run(async (fileId) => {
      const saved = await askMain(bridge, 'attachment.save', { fileId, name: info.name });
      if (saved) notify(say('Saved as {path}', { path: saved.path }));
    });
  return {
    transfer,
    isHere: kept !== null || transfer?.state.kind === 'done',
    trouble,
    open,
    save,
    look,
    drag,
  };
}
