import type { Clock } from '../../clock.ts';
import { LIMITS } from '../../limits.ts';
import { createRate } from '../rate.ts';
import type { UploadProgress } from './job.ts';

/** Tells an upload's progress: at most four times a second, and at each change of phase at once. */
export interface UploadTelling {
  /** The socket has taken so many bytes of this try. */
  sent(bytes: number): void;
  phase(phase: UploadProgress['phase']): void;
}

export function createUploadTelling(
  clock: Clock,
  total: number,
  onChange: (progress: UploadProgress) => void,
): UploadTelling {
  const rate = createRate(clock);
  let phase: UploadProgress['phase'] = { kind: 'sending' };
  let sent = 0;
  let told = Number.NEGATIVE_INFINITY;

  const tell = () => {
    told = clock.now();
    onChange({ phase, sent, total, rate: Math.max(0, rate(sent)) });
  };
  return {
    sent(bytes) {
      sent = bytes;
      // A clock that was set back counts as time that passed.
      if (Math.abs(clock.now() - told) >= LIMITS.progressMs) tell();
    },
    phase(next) {
      phase = next;
      tell();
    },
  };
}
