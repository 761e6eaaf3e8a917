import type { TransferView } from '../../shared/contracts/transfers.ts';
import type { Writer } from '../store/writer.ts';

/**
 * Writes what the network process tells of its transfers to the store, where the window sees it. What comes while a
 * write is under way replaces what waits: only the newest list counts.
 */
export function createTransferMirror(
  writer: Pick<Writer, 'transfers'>,
  onFault: (thrown: unknown) => void,
): (list: readonly TransferView[]) => void {
  let waiting: readonly TransferView[] | null = null;
  let isWriting = false;

  const drain = async () => {
    isWriting = true;
    try {
      while (waiting) {
        const list = waiting;
        waiting = null;
        await writer.transfers(list);
      }
    } catch (thrown) {
      onFault(thrown);
    } finally {
      isWriting = false;
    }
  };
  return (list) => {
    waiting = list;
    if (!isWriting) void drain();
  };
}
