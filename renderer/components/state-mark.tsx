import type { AccountStateRow } from '../store/tables.ts';

export type MarkState = AccountStateRow['connection'];

const WORDS: Readonly<Record<MarkState, string>> = {
  online: 'Healthy',
  connecting: 'Connecting',
  offline: 'Offline',
  'sign-in': 'Waits for the password',
  refused: 'Refused by the server',
  paused: 'Paused by you',
};

/** How an account's server is: told by shape as well as by colour. */
export function StateMark({ state }: { readonly state: MarkState }) {
  return (
    <span
      className="state-mark"
      data-state={state}
      role="img"
      aria-label={WORDS[state]}
      title={WORDS[state]}
    />
  );
}
