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
  const [setPaused, setPausable] = useState<{ readonly set: SetPaused } | null>(null);
  const abort = useRef<AbortController | null>(null);
  const tellFailure = useTellFailure();
  useEffect(() => () => abort.current?.abort(), []);
  const start = (work: Work<P, R>) => {
    const own = new AbortController();
    abort.current = own;
    setPausable(null);
    setJob({ state: 'running', progress: null, isPaused: false });
    const onProgress = (progress: P) =>
      setJob((before) => (before.state === 'running' ? { ...before, progress } : before));
    work(own.signal, onProgress, (set) => setPausable({ set })).then(
      (report) => setJob(report === null ? { state: 'asked' } : { state: 'done', report }),
      (thrown: unknown) => setJob({ state: 'failed', failure: toFailure(thrown) }),
    );
  };
  /** null: it cannot be held up. */
  const pause =
    setPaused &&
    ((isPaused: boolean) =>
      void setPaused
        .set(isPaused)
        .then(
          () => setJob((before) => (before.state === 'running' ? { ...before, isPaused } : before)),
          tellFailure,
        ));
  return { job, start, stop: () => abort.current?.abort(), pause };
}
