import { useEffect, useRef, useState } from 'react';
import { toFailure } from '../../../shared/errors.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes, formatCount } from '../../components/format/numbers.ts';
import { Isolated } from '../../components/isolated.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { shownAs, triesOf } from './health-words.ts';
import type { FailedMessage } from './use-heavy.ts';

/** The messages that the server could not prepare, and the person's way to try all of them again. */
export function CannotConvert({
  messages,
  requests,
  isPaused,
  onTried,
}: {
  readonly messages: readonly FailedMessage[];
  readonly requests: readonly RequestFacts[];
  readonly isPaused: boolean;
  /** One of them was asked for again. */
  readonly onTried: () => void;
}) {
  const say = useSay();
  const { tryAll, stop, news } = useTryAll(messages, onTried);
  const trying = stop !== null;
  return (
    <section className="health-spots" aria-label={say('Messages the server cannot convert')}>
      <header className="health-bar">
        <h2>{say('Messages the server cannot convert')}</h2>
        <span className="meta" role="status">
          {news ??
            (messages.length === 0
              ? say('none is known')
              : say('{count, number}, not asked for again by itself', { count: messages.length }))}
        </span>
        {trying ? (
          <Button kind="link" label={say('Stop trying')} onPress={stop} />
        ) : (
          messages.length > 0 && (
            <Button
              kind="link"
              label={say('Try all again')}
              tip={isPaused ? say('Resume the server first') : say('One after the other')}
              disabled={isPaused}
              onPress={tryAll}
            />
          )
        )}
      </header>
      {messages.length > 0 && <FailedTable messages={messages} requests={requests} />}
      {messages.length > 0 && (
        <p className="meta">
          {say(
            'This is common after a mailbox move: the server must rebuild old mail each time it is opened, and gives up on large ones. Ask its administrator about KB 329067.',
          )}
        </p>
      )}
    </section>
  );
}

function FailedTable({
  messages,
  requests,
}: {
  readonly messages: readonly FailedMessage[];
  readonly requests: readonly RequestFacts[];
}) {
  const say = useSay();
  return (
    // Scrolled by keys as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="health-table" tabIndex={0} role="region" aria-label={say('Messages that failed')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Message')}</th>
            <th scope="col">{say('Folder')}</th>
            <th scope="col" className="number">
              {say('Size')}
            </th>
            <th scope="col" className="number">
              {say('Tries')}
            </th>
            <th scope="col">{say('Shown as')}</th>
          </tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <tr key={message.id}>
              <td className="cut" title={sayTold(message.failure, say)}>
                <Isolated text={message.subject || say('No subject')} />
              </td>
              <td className="cut">
                <Isolated text={message.folder} />
              </td>
              <td className="number">{formatBytes(message.bytes)}</td>
              <td className="number">{formatCount(triesOf(message.href, requests))}</td>
              <td>{shownAs(message, say)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One after the other, through the server's own circuit like every other request; it can be stopped between two. */
function useTryAll(messages: readonly FailedMessage[], onTried: () => void) {
  const say = useSay();
  const { engine } = useServices();
  const [news, setNews] = useState<string | null>(null);
  const [abort, setAbort] = useState<AbortController | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);
  const run = async (signal: AbortSignal) => {
    let came = 0;
    for (const [nth, { id }] of messages.entries()) {
      setNews(say('Asking for {nth, number} of {all, number}', { nth: nth + 1, all: messages.length }));
      try {
        const { refused } = await engine.call('message.whole', { messageId: id }, { signal });
        if (refused === null) came += 1;
      } catch (thrown) {
        const failure = toFailure(thrown);
        if (signal.aborted) return setNews(say('Stopped, as you asked.'));
        // Of one message only: the next may come through. Of the server: so would all others fail.
        if (failure.kind !== 'server-fault' && failure.kind !== 'not-found')
          return setNews(sayTold(failure, say));
      }
      onTried();
    }
    setNews(
      say('{came, number} of {all, plural, one {# message} other {# messages}} came whole.', {
        came,
        all: messages.length,
      }),
    );
  };
  const tryAll = () => {
    const mine = new AbortController();
    current.current = mine;
    setAbort(mine);
    void run(mine.signal).finally(() => setAbort(null));
  };
  return { tryAll, stop: abort && (() => abort.abort()), news };
}
