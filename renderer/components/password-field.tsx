import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useSay } from '../hooks/use-say.ts';
import { Button } from './button.tsx';

/** A password field with an eye. Paste and password managers work. */
export function PasswordField({
  id,
  value,
  onChange,
  label,
}: {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Spoken name where no label element points at the field. */
  readonly label?: string;
}) {
  const say = useSay();
  const [shown, setShown] = useState(false);
  return (
    <div className="field-eye">
      <input
        id={id}
        className="input"
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button
        kind="icon"
        icon={shown ? EyeOff : Eye}
        label={shown ? say('Hide the password') : say('Show the password')}
        onPress={() => setShown(!shown)}
      />
    </div>
  );
}
