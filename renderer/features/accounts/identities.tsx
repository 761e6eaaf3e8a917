import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { type Identity, identityOf } from '../../../shared/mail/compose/identity.ts';
import { Button } from '../../components/button.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { IdentityForm } from './identity-form.tsx';
import { useSay } from '../../hooks/use-say.ts';

/** Who writes from an account: names, addresses and signatures. The first is taken unless From says otherwise. */
export function Identities({ account }: { readonly account: AccountSummary }) {
  const say = useSay();
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  /** The identity that is edited; one past the last is a new one. */
  const [edits, setEdits] = useState<number | null>(null);
  const { identities } = account;
  const store = (next: readonly Identity[]) => {
    askMain(bridge, 'accounts.identities', { id: account.id, identities: next }).then(
      () => setEdits(null),
      tellFailure,
    );
  };
  const edited = edits === null ? null : (identities[edits] ?? identityOf({ name: '', address: '' }));
  return (
    <section className="identities" aria-label={say('Identities of {name}', { name: account.name })}>
      <h4>{say('Identities')}</h4>
      {identities.length === 0 && (
        <p className="meta">
          {say(
            'Nobody yet: the server did not say who writes from here. Add your name and address, or enter them in From when you write.',
          )}
        </p>
      )}
      <ul>
        {identities.map((identity, index) => (
          <li key={`${identity.address} ${index}`}>
            <span className="cut">
              {identity.name !== '' && (
                <>
                  <Isolated text={identity.name} />{' '}
                </>
              )}
              <span className="meta selectable">{identity.address}</span>
            </span>
            <Button
              kind="link"
              label={say('Edit')}
              tip={say('Edit {address}', { address: identity.address })}
              pressed={edits === index}
              onPress={() => setEdits(edits === index ? null : index)}
            />
            <Button
              kind="link"
              label={say('Remove')}
              tip={say('Remove {address}', { address: identity.address })}
              onPress={() => store(identities.filter((each) => each !== identity))}
            />
          </li>
        ))}
      </ul>
      {edited === null || edits === null ? (
        <Button kind="outline" label={say('Add identity…')} onPress={() => setEdits(identities.length)} />
      ) : (
        <IdentityForm
          key={edits}
          identity={edited}
          onCancel={() => setEdits(null)}
          onSave={(next) => store(identities.toSpliced(edits, 1, next))}
        />
      )}
    </section>
  );
}
