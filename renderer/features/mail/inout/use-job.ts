import { useEffect, useRef, useState } from 'react';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { useTellFailure } from '../../../components/toasts.tsx';

/** Work that takes its time: not begun, going on, over with a report, or failed. */
export type Job<P, R> =
  | { readonly state: 'asked' }
  | { readonly state: 'running'; readonly progress: P | null; readonly isPaused: boolean }
  | { readonly state: 'done'; readonly report: R }
  | { readonly state: 'failed'; readonly failure: Failure };

/** `onPausable`: from here on it can be held up, by this. */
type Work<P, R> = (
  signal: AbortSignal,
  onProgress: (progress: P) => void,
  onPausable: (set: SetPaused) => void,
) => Promise<R | null>;
type SetPaused = (paused: boolean) => Promise<unknown>;

/** Runs one piece of work; null of it means that the person thought better of it. Leaving the page stops it. */
export function useJob<P, R>() {
  const [job, setJob] = useState<Job<P, R>>({ state: 'asked' });
  const [pausable, setPausable] = useState<{ readonly set: SetPaused } | null>(null);
  const abort = useRef<AbortController | null>(null);
  const tellFailure = useTellFailure();
  useEffect(() => () => abort.current?.abort(), []);
  const change = (part: { readonly progress: P } | { readonly isPaused: boolean }) =>
    setJob((before) => (before.state === 'running' ? { ...before, ...part } : before));
  const start = (work: Work<P, R>) => {
    const own = new AbortController();
    abort.current = own;
    setPausable(null);
    setJob({ state: 'running', progress: null, isPaused: false });
    work(
      own.signal,
      (progress) => change({ progress }),
      (set) => setPausable({ set }),
    ).then(
      (report) => setJob(report === null ? { state: 'asked' } : { state: 'done', report }),
      (thrown: unknown) => setJob({ state: 'failed', failure: toFailure(thrown) }),
    );
  };
  /** null: it cannot be held up. */
  const pause =
    pausable &&
    ((isPaused: boolean) => void pausable.set(isPaused).then(() => change({ isPaused }), tellFailure));
  return { job, start, stop: () => abort.current?.abort(), pause };
}
