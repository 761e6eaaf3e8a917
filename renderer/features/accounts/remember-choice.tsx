import { useEffect, useState } from 'react';
import { assertNever } from '../../../shared/errors.ts';
import type { Remember, SecretsBackend } from '../../../shared/contracts/main.ts';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold, told } from '../../../shared/language/told.ts';

/** Where passwords can be kept on this computer; null until main has said. Memory only, where main cannot say. */
export function useSecretsBackend(): SecretsBackend | null {
  const { bridge } = useServices();
  const [backend, setBackend] = useState<SecretsBackend | null>(null);
  useEffect(() => {
    let live = true;
    askMain(bridge, 'secrets.backend', null).then(
      (value) => live && setBackend(value),
      () => live && setBackend({ keychain: false, ...told('Retinue could not look for a keychain.') }),
    );
    return () => {
      live = false;
    };
  }, [bridge]);
  return backend;
}

/** What is taken unless the person says otherwise: the keychain, or memory; a file only by choice. */
export function defaultRemember(backend: SecretsBackend | null): Remember {
  return backend?.keychain ? 'keychain' : 'session';
}

function placeWords(remember: Remember, say: Say): string {
  switch (remember) {
    case 'keychain':
      return say('In this computer’s keychain');
    case 'file':
      return say('In a file that only you can read, not encrypted');
    case 'session':
      return say('Only until Retinue quits');
    default:
      return assertNever(remember);
  }
}

/** Where the password is kept. */
export function RememberChoice({
  backend,
  value,
  onChange,
}: {
  readonly backend: SecretsBackend | null;
  readonly value: Remember;
  readonly onChange: (value: Remember) => void;
}) {
  const say = useSay();
  const choices: readonly Remember[] = backend?.keychain ? ['keychain', 'session'] : ['file', 'session'];
  return (
    <div className="field">
      <span className="label" id="remember-label">
        {say('Keep the password')}
      </span>
      <div className="choices" role="radiogroup" aria-labelledby="remember-label">
        {choices.map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name="remember"
              checked={value === choice}
              onChange={() => onChange(choice)}
            />
            {placeWords(choice, say)}
          </label>
        ))}
      </div>
      {backend && !backend.keychain && <p className="hint">{sayTold(backend, say)}</p>}
    </div>
  );
}
