import { useEffect, useRef, useState } from 'react';
import type { OpenedMessage, OpenProgress } from '../../../../shared/contracts/engine.ts';
import type { ByteProgress } from '../../../../shared/contracts/network.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { useServices } from '../../../hooks/services.ts';
import { told } from '../../../../shared/language/told.ts';

export type Opening =
  | { readonly state: 'loading'; readonly since: number; readonly progress: ByteProgress | null }
  /** `coming`: the rest of it is on its way. */
  | { readonly state: 'open'; readonly message: OpenedMessage; readonly coming: boolean }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface Opened {
  readonly opening: Opening;
  /** Stops fetching. */
  readonly stop: () => void;
  readonly retry: () => void;
  /** Asks for the whole message, whatever the server did the last time. */
  readonly fetchWhole: () => void;
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
    const onProgress = ({ shown, ...progress }: OpenProgress) =>
      show(shown ? { state: 'open', message: shown, coming: true } : { state: 'loading', since, progress });
    engine.call('message.open', { messageId }, { signal: abort.signal, onProgress }).then(
      (message) => show({ state: 'open', message, coming: false }),
      (thrown: unknown) => show({ state: 'failed', failure: toFailure(thrown) }),
    );
    return () => abort.abort();
  }, [engine, now, messageId, settled, attempt]);

  /** What is shown stays until there is more; a refusal is said where the last one was. */
  const whole = async (before: OpenedMessage, signal: AbortSignal) => {
    const show = (message: OpenedMessage, coming: boolean) => {
      if (!signal.aborted) setOpening({ state: 'open', message, coming });
    };
    show(before, true);
    const onProgress = ({ shown }: OpenProgress) => shown && show(shown, true);
    try {
      show(await engine.call('message.whole', { messageId }, { signal, onProgress }), false);
    } catch (thrown) {
      show({ ...before, refused: toFailure(thrown) }, false);
    }
  };

  return {
    opening,
    stop() {
      current.current?.abort();
      setOpening({ state: 'failed', failure: STOPPED });
    },
    fetchWhole() {
      const { signal } = current.current ?? new AbortController();
      if (opening.state === 'open') void whole(opening.message, signal);
    },
    retry() {
      setOpening(loading(now()));
      setAttempt(attempt + 1);
    },
  };
}

const STOPPED: Failure = {
  kind: 'cancelled',
  ...told('Retinue stopped fetching this message, as you asked.'),
};

function loading(since: number): Opening {
  return { state: 'loading', since, progress: null };
}
