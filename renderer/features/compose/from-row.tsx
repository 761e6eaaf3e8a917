import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { Mailbox } from '../../../shared/mail/compose/draft.ts';
import { identityAt, identityOf, type Identity } from '../../../shared/mail/compose/identity.ts';
import { useSay } from '../../hooks/use-say.ts';

/** Who a message is from: an identity of an account, or what was typed for this message alone. */
export interface Sender {
  readonly accountId: string;
  readonly identity: Identity;
}

const OTHER = 'other';

/** From: one of the identities of all accounts, or another address. Where the account has none, the person says who writes. */
export function FromRow({
  accountId,
  from,
  accounts,
  onChoose,
  onType,
}: {
  readonly accountId: string;
  readonly from: Mailbox;
  readonly accounts: readonly AccountSummary[];
  readonly onChoose: (sender: Sender) => void;
  readonly onType: (accountId: string, from: Mailbox) => void;
}) {
  const say = useSay();
  const senders = accounts.flatMap(({ id, identities }) =>
    identities.map((identity): Sender => ({ accountId: id, identity })),
  );
  const chosen = senders.findIndex(
    (each) => each.accountId === accountId && identityAt([each.identity], from.address) !== undefined,
  );
  const [typing, setTyping] = useState(false);
  const types = typing || chosen < 0;
  const choose = (value: string) => {
    const sender = senders[Number(value)];
    setTyping(!sender);
    if (sender) onChoose(sender);
  };
  const nameOf = (id: string) => {
    const account = accounts.find((each) => each.id === id);
    const readsOnly = account?.dialect === 'plain' && !account.sending;
    const name = account?.name ?? '';
    return readsOnly ? say('{name} (reads only)', { name }) : name;
  };
  return (
    <div className="compose-row" role="group" aria-label={say('From')}>
      <span className="compose-label">{say('From')}</span>
      {senders.length > 0 && (
        <select
          aria-label={say('Send as')}
          value={types ? OTHER : String(chosen)}
          onChange={(event) => choose(event.target.value)}
        >
          {senders.map(({ accountId: id, identity: { name, address } }, index) => (
            <option key={`${id} ${address}`} value={index}>
              {`${name === '' ? address : `${name} <${address}>`}, ${nameOf(id)}`}
            </option>
          ))}
          <option value={OTHER}>{say('Another address…')}</option>
        </select>
      )}
      {types && (
        <>
          <input
            aria-label={say('Your name')}
            placeholder={say('Your name')}
            dir="auto"
            value={from.name}
            onChange={(event) => onType(accountId, { ...from, name: event.target.value })}
          />
          <input
            aria-label={say('Your address')}
            placeholder={say('Your address')}
            value={from.address}
            onChange={(event) => onType(accountId, { ...from, address: event.target.value.trim() })}
          />
          <select
            aria-label={say('Account')}
            value={accountId}
            onChange={(event) => onType(event.target.value, from)}
          >
            {accounts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </>
      )}
    </div>
  );
}

/** The account's identities with who was typed, where it has none: the next message needs no typing. */
export function learntFrom(account: AccountSummary | undefined, from: Mailbox): readonly Identity[] | null {
  return account?.identities.length === 0 ? [identityOf(from)] : null;
}
