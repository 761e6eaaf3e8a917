import { useEffect, useRef, useState } from 'react';
import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import type { ByteProgress } from '../../../../shared/contracts/network.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { useServices } from '../../../hooks/services.ts';

export type Opening =
  | { readonly state: 'loading'; readonly since: number; readonly progress: ByteProgress | null }
  | { readonly state: 'open'; readonly message: OpenedMessage }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface Opened {
  readonly opening: Opening;
  /** Stops fetching. */
  readonly stop: () => void;
  readonly retry: () => void;
}

/** Opens a message, unless `settled` is false. Give its component the message as key: another message is another opening. */
export function useOpened(messageId: string, settled: boolean): Opened {
  const { engine, now } = useServices();
  const [attempt, setAttempt] = useState(0);
  const [opening, setOpening] = useState<Opening>(() => loading(now()));
  const current = useRef<AbortController | null>(null);

  useEffect(() => {
    if (!settled) return;
    const abort = new AbortController();
    current.current = abort;
    const show = (next: Opening) => {
      if (!abort.signal.aborted) setOpening(next);
    };
    const since = now();
    const onProgress = (progress: ByteProgress) => show({ state: 'loading', since, progress });
    engine.call('message.open', { messageId }, { signal: abort.signal, onProgress }).then(
      (message) => show({ state: 'open', message }),
      (thrown: unknown) => show({ state: 'failed', failure: toFailure(thrown) }),
    );
    return () => abort.abort();
  }, [engine, now, messageId, settled, attempt]);

  return {
    opening,
    stop() {
      current.current?.abort();
      setOpening({ state: 'failed', failure: STOPPED });
    },
    retry() {
      setOpening(loading(now()));
      setAttempt(attempt + 1);
    },
  };
}

const STOPPED: Failure = {
  kind: 'cancelled',
  sentence: 'Retinue stopped fetching this message, as you asked.',
};

function loading(since: number): Opening {
  return { state: 'loading', since, progress: null };
}
