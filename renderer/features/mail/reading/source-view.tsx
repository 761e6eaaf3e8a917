import { Button } from '../../../components/button.tsx';
import { useSource } from './use-source.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** The message as it came: headers and body as text. Give it the message as key. */
export function SourceView({
  messageId,
  onClose,
}: {
  readonly messageId: string;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const source = useSource(messageId);
  return (
    <>
      <div className="strip">
        <p>
          <b>{say('Source.')}</b>{' '}
          {source.state === 'known' && source.cut
            ? say('The message as it came, cut after 1 MB')
            : say('The message as it came')}
        </p>
        <Button kind="link" label={say('Back to the message')} onPress={onClose} />
      </div>
      <div className="read-body">
        {source.state === 'loading' && <p className="read-wait">{say('Reading the source…')}</p>}
        {source.state === 'failed' && <p className="read-wait">{sayTold(source.failure, say)}</p>}
        {source.state === 'known' && (
          <pre className="source selectable" tabIndex={0} aria-label={say('Source of the message')}>
            {source.text}
          </pre>
        )}
      </div>
    </>
  );
}
