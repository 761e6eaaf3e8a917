import type { Told } from '../../../shared/language/told.ts';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { DownloadProgress } from './job.ts';
import { createRate } from './rate.ts';

export type Phase = DownloadProgress['phase'];

/** Tells a download's progress: at most four times a second, and at each change of phase and with each note at once. */
export interface Telling {
  /** Bytes came over the line. */
  fetched(bytes: number): void;
  phase(phase: Phase): void;
  note(note: Told): void;
}

type Facts = Pick<DownloadProgress, 'received' | 'total' | 'pieces'>;

export function createTelling(
  clock: Clock,
  facts: () => Facts,
  onChange: (progress: DownloadProgress) => void,
): Telling {
  let phase: Phase = { kind: 'asking', since: clock.now() };
  let toldAt = Number.NEGATIVE_INFINITY;
  let total = 0;
  let notes: Told[] = [];
  const rate = createRate(clock);

  const tell = (now: number) => {
    toldAt = now;
    const news = notes;
    notes = [];
    onChange({ phase, ...facts(), rate: rate(total), notes: news });
  };
  return {
    fetched(bytes) {
      total += bytes;
      const now = clock.now();
      // A clock that was set back counts as time that passed.
      if (Math.abs(now - toldAt) >= LIMITS.progressMs) tell(now);
    },
    phase(next) {
      const isNew = next.kind !== phase.kind || next.kind === 'waiting';
      phase = next;
      if (isNew) tell(clock.now());
    },
    note(note) {
      notes.push(note);
      tell(clock.now());
    },
  };
}
