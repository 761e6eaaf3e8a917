import { useEffect, useState } from 'react';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { useServices } from '../../../hooks/services.ts';

export type Source =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'known'; readonly text: string; readonly cut: boolean };

/** The message as it came. Give its component the message as key. */
export function useSource(messageId: string): Source {
  const { engine } = useServices();
  const [source, setSource] = useState<Source>({ state: 'loading' });
  useEffect(() => {
    const abort = new AbortController();
    const show = (next: Source) => {
      if (!abort.signal.aborted) setSource(next);
    };
    engine.call('message.source', { messageId }, { signal: abort.signal }).then(
      ({ text, cut }) => show({ state: 'known', text, cut }),
      (thrown: unknown) => show({ state: 'failed', failure: toFailure(thrown) }),
    );
    return () => abort.abort();
  }, [engine, messageId]);
  return source;
}
