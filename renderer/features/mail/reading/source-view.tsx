import { useEffect, useState } from 'react';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { Button } from '../../../components/button.tsx';
import { useServices } from '../../../hooks/services.ts';

type Source =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'known'; readonly text: string; readonly cut: boolean };

/** The message as it came: headers and body as text. Give it the message as key. */
export function SourceView({
  messageId,
  onClose,
}: {
  readonly messageId: string;
  readonly onClose: () => void;
}) {
  const source = useSource(messageId);
  return (
    <>
      <div className="strip">
        <p>
          <b>Source.</b> The message as it came
          {source.state === 'known' && source.cut && ', cut after 1 MB'}
        </p>
        <Button kind="link" label="Back to the message" onPress={onClose} />
      </div>
      <div className="read-body">
        {source.state === 'loading' && <p className="read-wait">Reading the source…</p>}
        {source.state === 'failed' && <p className="read-wait">{source.failure.sentence}</p>}
        {source.state === 'known' && (
          <pre className="source selectable" tabIndex={0} aria-label="Source of the message">
            {source.text}
          </pre>
        )}
      </div>
    </>
  );
}

function useSource(messageId: string): Source {
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
