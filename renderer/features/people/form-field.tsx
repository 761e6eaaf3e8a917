import { useId } from 'react';
import type { FieldName } from './form-fields.ts';

export interface FormFieldProps {
  readonly name: FieldName;
  readonly label: string;
  readonly value: string;
  readonly first: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A field of the form with its label. */
export function FormField({ name, label, value, first, describedBy, onChange }: FormFieldProps) {
  const id = useId();
  const isLong = name === 'notes' || name === 'emails';
  const common = {
    id,
    className: 'input',
    dir: 'auto',
    autoComplete: 'off',
    value,
    autoFocus: first,
    'aria-describedby': describedBy,
    onChange: ({ target }: { target: HTMLInputElement | HTMLTextAreaElement }) => onChange(target.value),
  } as const;
  return (
    <div className="field" data-long={isLong ? '' : undefined}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {isLong ? (
        <textarea rows={2} {...common} />
      ) : (
        <input type={name === 'birthday' ? 'date' : 'text'} {...common} />
      )}
    </div>
  );
}
