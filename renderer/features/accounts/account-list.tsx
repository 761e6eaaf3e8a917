import { useState } from 'react';
import type { Say } from '../../../shared/language/say.ts';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
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
  const say = useSay();
  return (
    <Dialog label={say('Accounts')} wide onClose={onClose}>
      <div className="dialog-body">
        <h2 className="heading">{say('Accounts')}</h2>
        <ul className="accounts">
          {accounts.map((account) => (
            <Account key={account.id} account={account} />
          ))}
        </ul>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" label={say('Done')} onPress={onClose} />
      </div>
    </Dialog>
  );
}

/** Where its mail is. */
function placeOf({ demo, dialect, user, url }: AccountSummary, say: Say): string {
  if (dialect === 'local')
    return say('In a folder on this computer. These are the only copies: back them up.');
  return demo ? say('In the built-in mock server') : say('{user} at {url}', { user, url });
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
      {account.dialect === 'plain' && <p className="meta">{sendingWords(account, say)}</p>}
      {open === 'removal' ? (
        <Removal account={account} onKeep={() => setOpen(null)} />
      ) : (
        <div role="group" aria-label={account.name}>
          {!account.demo && account.dialect !== 'local' && (
            <Button
              kind="outline"
              label={say('Change password…')}
              pressed={open === 'password'}
              onPress={() => setOpen(open === 'password' ? null : 'password')}
            />
          )}
          {account.dialect === 'plain' && (
            <Button
              kind="outline"
              label={say('Sending…')}
              pressed={open === 'sending'}
              onPress={() => setOpen(open === 'sending' ? null : 'sending')}
            />
          )}
          <Button kind="outline" label={say('Remove…')} onPress={() => setOpen('removal')} />
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

function sendingWords({ sending }: AccountSummary, say: Say): string {
  if (!sending) return say('Reads only.');
  return say('Mail is sent through {host}, port {port}.', {
    host: sending.host,
    port: String(sending.port),
  });
}

function Removal({ account, onKeep }: { readonly account: AccountSummary; readonly onKeep: () => void }) {
  const { bridge } = useServices();
  const say = useSay();
  const tellFailure = useTellFailure();
  const remove = () => {
    askMain(bridge, 'accounts.remove', { id: account.id }).catch((thrown: unknown) => {
      onKeep();
      tellFailure(thrown);
    });
  };
  return (
    <>
      <p>
        {account.dialect === 'local'
          ? say(
              'Retinue shows this mailbox no more. Its mail stays in a folder on this computer, and the next import shows it again.',
            )
          : say(
              'The mail and the password of this account leave this computer, with read marks that the server does not have yet. Nothing on the server changes.',
            )}
      </p>
      <div role="group" aria-label={say('Remove {name}', { name: account.name })}>
        <Button kind="outline" label={say('Keep')} onPress={onKeep} />
        <Button kind="primary" label={say('Remove')} onPress={remove} />
      </div>
    </>
  );
}
