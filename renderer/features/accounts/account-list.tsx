import { useState } from 'react';
import type { Say } from '../../../shared/language/say.ts';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { useNotify } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useServices } from '../../hooks/services.ts';
import { Identities } from './identities.tsx';
import { SendingForm } from './sending-form.tsx';
import { StoreCare } from './store-care.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** The accounts, each with what can be done to it: another password, who writes from it, or away with it after a question. */
export function AccountList({
  accounts,
  onClose,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly onClose: () => void;
}) {
  return (
    <Dialog label="Accounts" wide onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">Accounts</h2>
        <ul className="accounts">
          {accounts.map((account) => (
            <Account key={account.id} account={account} />
          ))}
        </ul>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" label="Done" onPress={onClose} />
      </div>
    </Dialog>
  );
}

/** Where its mail is. */
function placeOf({ demo, dialect, user, url }: AccountSummary, say: Say): string {
  if (dialect === 'local')
    return say('In a folder on this computer. These are the only copies: back them up.');
  return demo ? 'In the built-in mock server' : `${user} at ${url}`;
}

function Account({ account }: { readonly account: AccountSummary }) {
  const say = useSay();
  const [open, setOpen] = useState<'password' | 'sending' | 'removal' | null>(null);
  return (
    <li>
      <h3>
        <Isolated text={account.name} />
      </h3>
      <p className="meta selectable">{placeOf(account, say)}</p>
      {account.dialect === 'plain' && <p className="meta">{sendingWords(account)}</p>}
      {open === 'removal' ? (
        <Removal account={account} onKeep={() => setOpen(null)} />
      ) : (
        <div role="group" aria-label={account.name}>
          {!account.demo && account.dialect !== 'local' && (
            <Button
              kind="outline"
              label="Change password…"
              pressed={open === 'password'}
              onPress={() => setOpen(open === 'password' ? null : 'password')}
            />
          )}
          {account.dialect === 'plain' && (
            <Button
              kind="outline"
              label="Sending…"
              pressed={open === 'sending'}
              onPress={() => setOpen(open === 'sending' ? null : 'sending')}
            />
          )}
          <Button kind="outline" label="Remove…" onPress={() => setOpen('removal')} />
        </div>
      )}
      {open === 'password' && (
        <SignInForm accountId={account.id} name={account.name} onDone={() => setOpen(null)} />
      )}
      {open === 'sending' && <SendingForm account={account} onDone={() => setOpen(null)} />}
      <StoreCare accountId={account.id} name={account.name} />
      {account.dialect !== 'local' && <Identities account={account} />}
    </li>
  );
}

function sendingWords({ sending }: AccountSummary): string {
  return sending ? `Mail is sent through ${sending.host}, port ${sending.port}.` : 'Reads only.';
}

function Removal({ account, onKeep }: { readonly account: AccountSummary; readonly onKeep: () => void }) {
  const { bridge } = useServices();
  const say = useSay();
  const notify = useNotify();
  const remove = () => {
    askMain(bridge, 'accounts.remove', { id: account.id }).catch((thrown: unknown) => {
      onKeep();
      notify(toFailure(thrown).sentence);
    });
  };
  return (
    <>
      <p>
        {account.dialect === 'local'
          ? say(
              'Retinue shows this mailbox no more. Its mail stays in a folder on this computer, and the next import shows it again.',
            )
          : 'The mail and the password of this account leave this computer, with read marks that the server does not have yet. Nothing on the server changes.'}
      </p>
      <div role="group" aria-label={`Remove ${account.name}`}>
        <Button kind="outline" label="Keep" onPress={onKeep} />
        <Button kind="primary" label="Remove" onPress={remove} />
      </div>
    </>
  );
}
