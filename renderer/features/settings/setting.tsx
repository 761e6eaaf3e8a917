import { type ReactNode, useId } from 'react';
import { useIsFound } from './found.ts';

interface Words {
  readonly label: string;
  /** What it does or costs, where the label does not say it. */
  readonly hint?: string;
  /** Other words that a person would look for. */
  readonly also: string;
}

/** One of several. */
export function ChoiceSetting<T extends string | number>({
  label,
  hint,
  also,
  value,
  choices,
  onChoose,
  children,
}: Words & {
  readonly value: T;
  readonly choices: readonly (readonly [value: T, label: string])[];
  readonly onChoose: (value: T) => void;
  /** What can be done about the choice. */
  readonly children?: ReactNode;
}) {
  const id = useId();
  if (!useIsFound(label, hint ?? '', also)) return null;
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={String(value)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={({ target }) => {
          const chosen = choices.find(([each]) => String(each) === target.value);
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {choices.map(([each, words]) => (
          <option key={String(each)} value={String(each)}>
            {words}
          </option>
        ))}
      </select>
      <Hint id={`${id}-hint`} text={hint} />
      {children}
    </div>
  );
}

/** On or off. */
export function SwitchSetting({
  label,
  hint,
  also,
  on,
  disabled = false,
  onChange,
}: Words & {
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  const id = useId();
  if (!useIsFound(label, hint ?? '', also)) return null;
  return (
    <div className="setting" data-switch="">
      <label>
        <input
          type="checkbox"
          checked={on}
          disabled={disabled}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={() => onChange(!on)}
        />
        {label}
      </label>
      <Hint id={`${id}-hint`} text={hint} />
    </div>
  );
}

/** Anything else, under its label. */
export function OtherSetting({ label, hint, also, children }: Words & { readonly children: ReactNode }) {
  const id = useId();
  if (!useIsFound(label, hint ?? '', also)) return null;
  return (
    <div className="setting" data-wide="" role="group" aria-labelledby={id}>
      <span id={id}>{label}</span>
      {children}
      <Hint id={`${id}-hint`} text={hint} />
    </div>
  );
}

function Hint({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p id={id} className="hint">
      {text}
    </p>
  );
}
