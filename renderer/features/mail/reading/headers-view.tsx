import { useEffect, useMemo, useState } from 'react';
import { type HeaderLine, headerLines } from '../../../../shared/mail/header-fields.ts';
import { Button } from '../../../components/button.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import { useSource } from './use-source.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** Every header field of a message in order, decoded or as it came. Give it the message as key. */
export function HeadersView({
  messageId,
  onClose,
}: {
  readonly messageId: string;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const source = useSource(messageId);
  const [raw, setRaw] = useState(false);
  const lines = useMemo(() => (source.state === 'known' ? headerLines(source.text) : []), [source]);
  const decode = useDecoder();
  const copy = () => {
    navigator.clipboard
      .writeText(lines.map((line) => line.raw).join('\n'))
      .then(() => notify(say('The headers are on the clipboard, as they came.')), tellFailure);
  };
  return (
    <>
      <div className="strip">
        <p>
          <b>{say('All headers.')}</b>{' '}
          {source.state === 'known' &&
            say('{count, plural, one {# field} other {# fields}}, in the order in which they came', {
              count: lines.length,
            })}
        </p>
        <Button
          kind="link"
          label={say('As they came')}
          pressed={raw}
          disabled={source.state !== 'known'}
          onPress={() => setRaw(!raw)}
        />
        <Button kind="link" label={say('Copy')} disabled={source.state !== 'known'} onPress={copy} />
        <Button kind="link" label={say('Back to the message')} onPress={onClose} />
      </div>
      <div className="read-body">
        {source.state === 'loading' && <p className="read-wait">{say('Reading the headers…')}</p>}
        {source.state === 'failed' && <p className="read-wait">{sayTold(source.failure, say)}</p>}
        {source.state === 'known' &&
          (raw ? (
            <pre className="source selectable" tabIndex={0} aria-label={say('Headers as they came')}>
              {lines.map((line) => line.raw).join('\n')}
            </pre>
          ) : (
            <Fields lines={lines} decode={decode} label={say('Headers')} />
          ))}
      </div>
    </>
  );
}

function Fields({
  lines,
  decode,
  label,
}: {
  readonly lines: readonly HeaderLine[];
  readonly decode: (text: string) => string;
  readonly label: string;
}) {
  return (
    <div className="source headers selectable" tabIndex={0} role="region" aria-label={label}>
      <dl>
        {lines.map(({ name, value }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>
              <Isolated text={decode(value)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Encoded words (RFC 2047) as text; the library comes with the first look, until then they stand as they came. */
function useDecoder(): (text: string) => string {
  const [decode, setDecode] = useState<(text: string) => string>(() => (text: string) => text);
  useEffect(() => {
    let live = true;
    void import('postal-mime').then(({ decodeWords }) => {
      if (live) setDecode(() => decodeWords);
    });
    return () => {
      live = false;
    };
  }, []);
  return decode;
}
