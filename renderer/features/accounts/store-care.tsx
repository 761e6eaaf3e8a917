import { useState } from 'react';
import type { StoreFacts, StoreReport } from '../../../shared/contracts/engine.ts';
import { toFailure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import type { Say } from '../../../shared/language/say.ts';
import { listOf } from '../../components/format/text.ts';

type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'busy'; readonly sentence: string }
  | { readonly kind: 'said'; readonly sentence: string }
  | { readonly kind: 'asking'; readonly facts: StoreFacts };

/** Verify and Rebuild of what is stored of an account; a rebuild says beforehand what it costs. */
export function StoreCare({ accountId, name }: { readonly accountId: string; readonly name: string }) {
  const say = useSay();
  const { engine } = useServices();
  const [shown, setShown] = useState<Shown>({ kind: 'nothing' });
  const show = (sentence: string) => setShown({ kind: 'said', sentence });
  const failed = (thrown: unknown) => show(sayTold(toFailure(thrown), say));
  const isBusy = shown.kind === 'busy';
  const verify = () => {
    setShown({ kind: 'busy', sentence: say('Looking through what is stored…') });
    engine.call('store.verify', { accountId }).then((report) => show(verifyWords(report, say)), failed);
  };
  const ask = () => {
    engine.call('store.facts', { accountId }).then((facts) => setShown({ kind: 'asking', facts }), failed);
  };
  const rebuild = () => {
    setShown({ kind: 'busy', sentence: say('Asking the server first…') });
    engine
      .call('store.rebuild', { accountId })
      .then(() => show(say('The mail was forgotten and is being listed anew, newest first.')), failed);
  };
  return (
    <>
      <div role="group" aria-label={say('What is stored of {name}', { name })}>
        <Button kind="outline" label={say('Verify')} disabled={isBusy} onPress={verify} />
        <Button kind="outline" label={say('Rebuild…')} disabled={isBusy} onPress={ask} />
      </div>
      <p role="status">{shown.kind === 'busy' || shown.kind === 'said' ? shown.sentence : ''}</p>
      {shown.kind === 'asking' && (
        <>
          <p>{rebuildWords(shown.facts, say)}</p>
          <div role="group" aria-label={say('Rebuild {name}', { name })}>
            <Button
              kind="outline"
              label={say('Keep as it is')}
              onPress={() => setShown({ kind: 'nothing' })}
            />
            <Button kind="primary" label={say('Rebuild')} onPress={rebuild} />
          </div>
        </>
      )}
    </>
  );
}

/** What was looked through and mended. */
export function verifyWords({ messages, folders, days, strays, bodies }: StoreReport, say: Say): string {
  const mended = [
    days > 0 && say('{count, plural, one {# wrong count} other {# wrong counts}}', { count: days }),
    strays > 0 && say('{count, plural, one {# message} other {# messages}} of no folder', { count: strays }),
    bodies > 0 && say('{count, plural, one {# content} other {# contents}} of no message', { count: bodies }),
  ].filter((each) => each !== false);
  return mended.length === 0
    ? say(
        '{messages, plural, one {# message} other {# messages}} in {folders, plural, one {# folder} other {# folders}} looked through; nothing was wrong. Every message is compared with the server next.',
        { messages, folders },
      )
    : say(
        '{messages, plural, one {# message} other {# messages}} in {folders, plural, one {# folder} other {# folders}} looked through; mended: {mended}. Every message is compared with the server next.',
        {
          messages,
          folders,
          mended: listOf(mended, say),
        },
      );
}

/** What a rebuild forgets, what it fetches again, and what stays. */
export function rebuildWords({ messages, folders, bodies, waiting }: StoreFacts, say: Say): string {
  return [
    say(
      'Retinue forgets {messages, plural, one {# message} other {# messages}} in {folders, plural, one {# folder} other {# folders}} on this computer and lists them anew.',
      { messages, folders },
    ),
    bodies > 0 &&
      say('The text of {bodies, number} is fetched again when they are opened, or kept.', { bodies }),
    waiting > 0 &&
      say(
        '{count, plural, one {# change that waits for the server stays.} other {# changes that wait for the server stay.}}',
        { count: waiting },
      ),
    say(
      'Drafts and the Outbox are not touched. Nothing on the server changes. Without the server nothing is forgotten.',
    ),
  ]
    .filter((each) => each !== false)
    .join(' ');
}
