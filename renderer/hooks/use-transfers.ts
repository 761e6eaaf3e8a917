import type { TransferAct } from '../../shared/contracts/engine.ts';
import { useTellFailure } from '../components/toasts.tsx';
import { useServices } from './services.ts';
import { useLive } from './use-live.ts';
import type { TransferRow } from '../store/tables.ts';

const NONE: readonly TransferRow[] = [];

/** Every transfer as it is now, oldest first. */
export function useTransfers(): readonly TransferRow[] {
  const { reader } = useServices();
  return useLive('transfers', () => reader.transfers()) ?? NONE;
}

/** What a person may do with transfers; a refusal is shown. */
export function useTransferActs() {
  const { engine } = useServices();
  const tell = useTellFailure();
  const shown = (work: Promise<unknown>) => void work.catch(tell);
  return {
    act: (id: string, act: TransferAct) => shown(engine.call('transfer.act', { id, act })),
    clear: () => shown(engine.call('transfers.clear', null)),
    limit: (bytesPerSecond: number | null) => shown(engine.call('transfers.limit', { bytesPerSecond })),
  };
}
