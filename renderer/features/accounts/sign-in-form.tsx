import { type FormEvent, useId, useState } from 'react';
import type { Remember } from '../../../shared/contracts/main.ts';
import { toFailure } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { defaultRemember, useSecretsBackend } from './remember-choice.tsx';
import { useSay } from '../../hooks/use-say.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** Takes the password of an account again: in its banner, and in the list of accounts. */
export function SignInForm({
  accountId,
  name,
  onDone,
}: {
  readonly accountId: string;
  readonly name: string;
  readonly onDone?: () => void;
}) {
  const say = useSay();
  const id = useId();
  const { bridge, engine } = useServices();
  const backend = useSecretsBackend();
  const [password, setPassword] = useState('');
  const [chosen, setKeep] = useState<boolean | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  // The keychain is taken unless unticked; a file that is not encrypted only when ticked.
  const keep = chosen ?? defaultRemember(backend) === 'keychain';
  const kept: Remember = backend?.keychain ? 'keychain' : 'file';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFault(null);
    try {
      const remember = keep ? kept : 'session';
      await askMain(bridge, 'accounts.password', { id: accountId, password, remember });
      setPassword('');
      onDone?.();
      await engine.call('sync.now', { accountId });
    } catch (thrown) {
      setFault(sayTold(toFailure(thrown), say));
    }
  };
  return (
    <form className="inline-form" onSubmit={(event) => void submit(event)}>
      <PasswordField
        id={id}
        label={say('Password for {name}', { name })}
        value={password}
        onChange={setPassword}
      />
      <Button kind="outline" label={say('Sign in')} submit disabled={password === ''} />
      <label className="meta">
        <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />{' '}
        {backend?.keychain
          ? say('Keep it in the keychain')
          : say('Keep it in a file that only you can read, not encrypted')}
      </label>
      {fault && <p role="alert">{fault}</p>}
    </form>
  );
}
