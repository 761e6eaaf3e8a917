import { assertNever } from '../../shared/errors.ts';
import type { Say } from '../../shared/language/say.ts';
import { useSay } from '../hooks/use-say.ts';
import type { AccountStateRow } from '../store/tables.ts';

export type MarkState = AccountStateRow['connection'];

function wordsOf(state: MarkState, say: Say): string {
  switch (state) {
    case 'online':
      return say('Healthy');
    case 'connecting':
      return say('Connecting');
    case 'offline':
      return say('Offline');
    case 'sign-in':
      return say('Waits for the password');
    case 'refused':
      return say('Refused by the server');
    case 'paused':
      return say('Paused by you');
    default:
      return assertNever(state);
  }
}

/** How an account's server is: told by shape as well as by colour. */
export function StateMark({ state }: { readonly state: MarkState }) {
  const words = wordsOf(state, useSay());
  return <span className="state-mark" data-state={state} role="img" aria-label={words} title={words} />;
}
