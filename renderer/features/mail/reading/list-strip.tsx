import { MailMinus, MailX } from 'lucide-react';
import { useState } from 'react';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import type { Unsubscribing } from '../../../../shared/mail/unsubscribe.ts';
import { Button } from '../../../components/button.tsx';
import { formatFull } from '../../../components/format/dates.ts';
import { Strip } from '../../../components/strip.tsx';
import { useServices } from '../../../hooks/services.ts';
import { useRemembered } from '../../../hooks/use-remembered.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { answerWords, hostIn, offerWords } from './list-words.ts';
import { sayTold } from '../../../../shared/language/told.ts';

type Asking =
  | { readonly state: 'idle' }
  | { readonly state: 'asking' }
  | { readonly state: 'answered'; readonly status: number; readonly location: string | null }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface ListStripProps {
  readonly list: Unsubscribing;
  readonly offline: boolean;
  /** A link is to be asked about before it is opened, or a message to be written. */
  readonly onLink: (url: string) => void;
  readonly onWrite: (url: string) => void;
}

/** Mail of a list: how to get off it. Nothing is asked of anybody before the button is pressed. */
export function ListStrip({ list, offline, onLink, onWrite }: ListStripProps) {
  const { engine, now } = useServices();
  const say = useSay();
  const done = useRemembered('unsubscribed');
  const [asking, setAsking] = useState<Asking>({ state: 'idle' });
  const { oneClick } = list;
  const since = done.at(list.list);

  const ask = async (url: string) => {
    setAsking({ state: 'asking' });
    try {
      const { status, location } = await engine.call('list.unsubscribe', { url });
      if (status >= 200 && status < 300) done.remember(list.list, now());
      setAsking({ state: 'answered', status, location });
    } catch (thrown) {
      setAsking({ state: 'failed', failure: toFailure(thrown) });
    }
  };
  const isDone = since !== null && asking.state !== 'failed';
  return (
    <Strip
      icon={isDone ? MailX : MailMinus}
      label={say('Mailing list')}
      actions={
        <>
          {oneClick !== null && asking.state !== 'answered' && (
            <Button
              kind="link"
              label={asking.state === 'asking' ? say('Asking…') : say('Unsubscribe')}
              tip={say('Asks {host} once', { host: hostIn(oneClick) })}
              disabled={asking.state === 'asking' || offline}
              onPress={() => void ask(oneClick)}
            />
          )}
          <OtherWays
            list={list}
            location={asking.state === 'answered' ? asking.location : null}
            isFallback={oneClick === null || asking.state === 'answered' || asking.state === 'failed'}
            onLink={onLink}
            onWrite={onWrite}
          />
        </>
      }
    >
      <span role="status">
        {asking.state === 'answered'
          ? answerWords(asking, hostIn(oneClick ?? ''), say)
          : asking.state === 'failed'
            ? sayTold(asking.failure, say)
            : since === null
              ? offerWords(list, say)
              : say(
                  'You asked to be taken off this list on {date}. {list} may still send what was on its way.',
                  {
                    date: formatFull(since),
                    list: list.list,
                  },
                )}
      </span>
    </Strip>
  );
}

/** A message to the list, or its page: shown where one click is not offered or was not enough. */
function OtherWays({
  list,
  location,
  isFallback,
  onLink,
  onWrite,
}: Pick<ListStripProps, 'list' | 'onLink' | 'onWrite'> & {
  readonly location: string | null;
  readonly isFallback: boolean;
}) {
  const say = useSay();
  const { mail } = list;
  const page = location ?? list.page;
  if (!isFallback) return null;
  return (
    <>
      {mail !== null && (
        <Button kind="link" label={say('Unsubscribe by mail…')} onPress={() => onWrite(mail)} />
      )}
      {page !== null && <Button kind="link" label={say('Unsubscribe page…')} onPress={() => onLink(page)} />}
    </>
  );
}
