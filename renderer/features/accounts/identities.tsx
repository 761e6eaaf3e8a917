import { useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import { type Identity, identityOf } from '../../../shared/mail/compose/identity.ts';
import { Button } from '../../components/button.tsx';
import { Isolated } from '../../components/isolated.tsx';
import { useNotify } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { IdentityForm } from './identity-form.tsx';

/** Who writes from an account: names, addresses and signatures. The first is taken unless From says otherwise. */
export function Identities({ account }: { readonly account: AccountSummary }) {
  const { bridge } = useServices();
  const notify = useNotify();
  /** The identity that is edited; one past the last is a new one. */
  const [edits, setEdits] = useState<number | null>(null);
  const { identities } = account;
  const store = (next: readonly Identity[]) => {
    askMain(bridge, 'accounts.identities', { id: account.id, identities: next }).then(
      () => setEdits(null),
      (thrown: unknown) => notify(toFailure(thrown).sentence),
    );
  };
  const edited = edits === null ? null : (identities[edits] ?? identityOf({ name: '', address: '' }));
  return (
    <section className="identities" aria-label={`Identities of ${account.name}`}>
      <h4>Identities</h4>
      {identities.length === 0 && (
        <p className="meta">
          Nobody yet: the server did not say who writes from here. Add your name and address, or enter them in
          From when you write.
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
              label="Edit"
              tip={`Edit ${identity.address}`}
              pressed={edits === index}
              onPress={() => setEdits(edits === index ? null : index)}
            />
            <Button
              kind="link"
              label="Remove"
              tip={`Remove ${identity.address}`}
              onPress={() => store(identities.filter((each) => each !== identity))}
            />
          </li>
        ))}
      </ul>
      {edited === null || edits === null ? (
        <Button kind="outline" label="Add identity…" onPress={() => setEdits(identities.length)} />
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
