import { Button } from '../../../components/button.tsx';
import { useSource } from './use-source.ts';

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
