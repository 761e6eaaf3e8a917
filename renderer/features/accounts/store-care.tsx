import { useState } from 'react';
import type { StoreFacts, StoreReport } from '../../../shared/contracts/engine.ts';
import { toFailure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { formatCount, plural } from '../../components/format/numbers.ts';
import { useServices } from '../../hooks/services.ts';

type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'busy'; readonly sentence: string }
  | { readonly kind: 'said'; readonly sentence: string }
  | { readonly kind: 'asking'; readonly facts: StoreFacts };

/** Verify and Rebuild of what is stored of an account; a rebuild says beforehand what it costs. */
export function StoreCare({ accountId, name }: { readonly accountId: string; readonly name: string }) {
  const { engine } = useServices();
  const [shown, setShown] = useState<Shown>({ kind: 'nothing' });
  const say = (sentence: string) => setShown({ kind: 'said', sentence });
  const failed = (thrown: unknown) => say(toFailure(thrown).sentence);
  const isBusy = shown.kind === 'busy';
  const verify = () => {
    setShown({ kind: 'busy', sentence: 'Looking through what is stored…' });
    engine.call('store.verify', { accountId }).then((report) => say(verifyWords(report)), failed);
  };
  const ask = () => {
    engine.call('store.facts', { accountId }).then((facts) => setShown({ kind: 'asking', facts }), failed);
  };
  const rebuild = () => {
    setShown({ kind: 'busy', sentence: 'Asking the server first…' });
    engine
      .call('store.rebuild', { accountId })
      .then(() => say('The mail was forgotten and is being listed anew, newest first.'), failed);
  };
  return (
    <>
      <div role="group" aria-label={`What is stored of ${name}`}>
        <Button kind="outline" label="Verify" disabled={isBusy} onPress={verify} />
        <Button kind="outline" label="Rebuild…" disabled={isBusy} onPress={ask} />
      </div>
      <p role="status">{shown.kind === 'busy' || shown.kind === 'said' ? shown.sentence : ''}</p>
      {shown.kind === 'asking' && (
        <>
          <p>{rebuildWords(shown.facts)}</p>
          <div role="group" aria-label={`Rebuild ${name}`}>
            <Button kind="outline" label="Keep as it is" onPress={() => setShown({ kind: 'nothing' })} />
            <Button kind="primary" label="Rebuild" onPress={rebuild} />
          </div>
        </>
      )}
    </>
  );
}

/** What was looked through and mended. */
export function verifyWords({ messages, folders, days, strays, bodies }: StoreReport): string {
  const looked = `${plural(messages, 'message', 'messages')} in ${plural(folders, 'folder', 'folders')} looked through`;
  const mended = [
    days > 0 && plural(days, 'wrong count', 'wrong counts'),
    strays > 0 && `${plural(strays, 'message', 'messages')} of no folder`,
    bodies > 0 && `${plural(bodies, 'content', 'contents')} of no message`,
  ].filter(Boolean);
  const found = mended.length === 0 ? 'nothing was wrong' : `mended: ${mended.join(', ')}`;
  return `${looked}; ${found}. Every message is compared with the server next.`;
}

/** What a rebuild forgets, what it fetches again, and what stays. */
export function rebuildWords({ messages, folders, bodies, waiting }: StoreFacts): string {
  const lists = `Retinue forgets ${plural(messages, 'message', 'messages')} in ${plural(folders, 'folder', 'folders')} on this computer and lists them anew.`;
  const fetches =
    bodies === 0 ? '' : ` The text of ${formatCount(bodies)} is fetched again when they are opened, or kept.`;
  const stays =
    waiting === 0
      ? ''
      : ` ${plural(waiting, 'change that waits', 'changes that wait')} for the server ${waiting === 1 ? 'stays' : 'stay'}.`;
  return `${lists}${fetches}${stays} Drafts and the Outbox are not touched. Nothing on the server changes. Without the server nothing is forgotten.`;
}
