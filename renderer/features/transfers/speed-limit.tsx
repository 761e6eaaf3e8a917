import { useEffect } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import { useNotify } from '../../components/toasts.tsx';
import { useServices } from '../../hooks/services.ts';
import { useStored } from '../../hooks/use-stored.ts';

const CHOICES = [
  [0, 'No speed limit'],
  [256 * 1024, 'At most 256 KB/s'],
  [1024 * 1024, 'At most 1 MB/s'],
  [5 * 1024 * 1024, 'At most 5 MB/s'],
  [20 * 1024 * 1024, 'At most 20 MB/s'],
] as const;
const isChoice = (value: unknown): value is number => CHOICES.some(([bytes]) => bytes === value);

/** Bytes a second that downloads may take, all together; 0 for as many as there are. */
export interface SpeedLimitState {
  readonly bytesPerSecond: number;
  readonly choose: (bytesPerSecond: number) => void;
}

/** Keeps the choice, and the network process to it. */
export function useSpeedLimit(): SpeedLimitState {
  const { engine } = useServices();
  const notify = useNotify();
  const [bytesPerSecond, choose] = useStored('speed-limit', 0, isChoice);
  useEffect(() => {
    engine
      .call('transfers.limit', { bytesPerSecond: bytesPerSecond === 0 ? null : bytesPerSecond })
      .catch((thrown: unknown) => notify(toFailure(thrown).sentence));
  }, [engine, notify, bytesPerSecond]);
  return { bytesPerSecond, choose };
}

export function SpeedLimit({ bytesPerSecond, choose }: SpeedLimitState) {
  return (
    <select
      className="select"
      aria-label="Speed limit"
      value={bytesPerSecond}
      onChange={(event) => choose(Number(event.target.value))}
    >
      {CHOICES.map(([bytes, words]) => (
        <option key={bytes} value={bytes}>
          {words}
        </option>
      ))}
    </select>
  );
}
