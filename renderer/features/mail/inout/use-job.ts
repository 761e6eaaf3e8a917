import { useEffect, useRef, useState } from 'react';
import { type Failure, toFailure } from '../../../../shared/errors.ts';

/** Work that takes its time: not begun, going on, over with a report, or failed. */
export type Job<P, R> =
  | { readonly state: 'asked' }
  | { readonly state: 'running'; readonly progress: P | null }
  | { readonly state: 'done'; readonly report: R }
  | { readonly state: 'failed'; readonly failure: Failure };

type Work<P, R> = (signal: AbortSignal, onProgress: (progress: P) => void) => Promise<R | null>;

/** Runs one piece of work; null of it means that the person thought better of it. Leaving the page stops it. */
export function useJob<P, R>() {
  const [job, setJob] = useState<Job<P, R>>({ state: 'asked' });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const start = (work: Work<P, R>) => {
    const own = new AbortController();
    abort.current = own;
    setJob({ state: 'running', progress: null });
    work(own.signal, (progress) => setJob({ state: 'running', progress })).then(
      (report) => setJob(report === null ? { state: 'asked' } : { state: 'done', report }),
      (thrown: unknown) => setJob({ state: 'failed', failure: toFailure(thrown) }),
    );
  };
  return { job, start, stop: () => abort.current?.abort() };
}
