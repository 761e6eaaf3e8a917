import { Pause, Play, RefreshCw } from 'lucide-react';
import { assertNever } from '../../shared/errors.ts';
import { Button } from './button.tsx';
import type { TransferRow } from '../store/tables.ts';
import { useSay } from '../hooks/use-say.ts';
import { useTransferActs } from '../hooks/use-transfers.ts';

/** The one thing to do with a transfer in its state; nothing where there is none. */
export function TransferButton({ row }: { readonly row: TransferRow }) {
  const say = useSay();
  const { act } = useTransferActs();
  const { id, state } = row;
  switch (state.kind) {
    case 'queued':
    case 'asking':
    case 'running':
      return <Button kind="icon" icon={Pause} label={say('Pause')} onPress={() => act(id, 'pause')} />;
    case 'waiting':
      return <Button kind="icon" icon={RefreshCw} label={say('Try now')} onPress={() => act(id, 'resume')} />;
    case 'paused':
      return <Button kind="icon" icon={Play} label={say('Resume')} onPress={() => act(id, 'resume')} />;
    case 'failed':
      return (
        <Button kind="icon" icon={RefreshCw} label={say('Try again')} onPress={() => act(id, 'resume')} />
      );
    case 'changed':
      return (
        <Button kind="icon" icon={RefreshCw} label={say('Start again')} onPress={() => act(id, 'restart')} />
      );
    case 'checking':
    case 'done':
      return null;
    default:
      return assertNever(state);
  }
}
