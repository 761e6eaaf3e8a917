import { useEffect, useState } from 'react';
import type { Remember, SecretsBackend } from '../../../shared/contracts/main.ts';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';

/** Where passwords can be kept on this computer; null until main has said. Memory only, where main cannot say. */
export function useSecretsBackend(): SecretsBackend | null {
  const { bridge } = useServices();
  const [backend, setBackend] = useState<SecretsBackend | null>(null);
  useEffect(() => {
    let live = true;
    askMain(bridge, 'secrets.backend', null).then(
      (value) => live && setBackend(value),
      () => live && setBackend({ keychain: false, sentence: 'Retinue could not look for a keychain.' }),
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

const WORDS: Readonly<Record<Remember, string>> = {
  keychain: 'In this computer\u2019s keychain',
  file: 'In a file that only you can read, not encrypted',
  session: 'Only until Retinue quits',
};

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
  const choices: readonly Remember[] = backend?.keychain ? ['keychain', 'session'] : ['file', 'session'];
  return (
    <div className="field">
      <span className="label" id="remember-label">
        Keep the password
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
            {WORDS[choice]}
          </label>
        ))}
      </div>
      {backend && !backend.keychain && <p className="hint">{backend.sentence}</p>}
    </div>
  );
}
