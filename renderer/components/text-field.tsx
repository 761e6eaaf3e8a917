import { useId } from 'react';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  /** Whether what stands in it was refused, and the id of the sentence that says why. */
  readonly invalid: boolean;
  readonly describedBy: string;
  /** What stands in it is selected when it gets the focus, to be written over. */
  readonly selects?: boolean;
  readonly onChange: (value: string) => void;
}

/** A line of text that a person writes, with its label over it. */
export function TextField({ label, value, invalid, describedBy, selects, onChange }: TextFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        type="text"
        dir="auto"
        autoComplete="off"
        value={value}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onFocus={(event) => selects && event.target.select()}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
