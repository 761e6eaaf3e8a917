import { useEffect } from 'react';
import { formatBytes } from '../../components/format/numbers.ts';
import { useTellFailure } from '../../components/toasts.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useStored } from '../../hooks/use-stored.ts';

const CHOICES = [0, 256 * 1024, 1024 * 1024, 5 * 1024 * 1024, 20 * 1024 * 1024] as const;
const isChoice = (value: unknown): value is number => CHOICES.some((bytes) => bytes === value);

/** Bytes a second that downloads may take, all together; 0 for as many as there are. */
export interface SpeedLimitState {
  readonly bytesPerSecond: number;
  readonly choose: (bytesPerSecond: number) => void;
}

/** Keeps the choice, and the network process to it. */
export function useSpeedLimit(): SpeedLimitState {
  const { engine } = useServices();
  const tell = useTellFailure();
  const [bytesPerSecond, choose] = useStored('speed-limit', 0, isChoice);
  useEffect(() => {
    engine
      .call('transfers.limit', { bytesPerSecond: bytesPerSecond === 0 ? null : bytesPerSecond })
      .catch(tell);
  }, [engine, tell, bytesPerSecond]);
  return { bytesPerSecond, choose };
}

export function SpeedLimit({ bytesPerSecond, choose }: SpeedLimitState) {
  const say = useSay();
  return (
    <select
      className="select"
      aria-label={say('Speed limit')}
      value={bytesPerSecond}
      onChange={(event) => choose(Number(event.target.value))}
    >
      {CHOICES.map((bytes) => (
        <option key={bytes} value={bytes}>
          {bytes === 0 ? say('No speed limit') : say('At most {size}/s', { size: formatBytes(bytes) })}
        </option>
      ))}
    </select>
  );
}
