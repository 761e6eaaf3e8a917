import { Isolated } from './isolated.tsx';

/** A question with a few answers, of which one is chosen. */
export function Choices({
  label,
  chosen,
  choices,
  onChoose,
}: {
  readonly label: string;
  readonly chosen: string;
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  readonly onChoose: (key: string) => void;
}) {
  return (
    <fieldset className="choices-group">
      <legend>{label}</legend>
      <div className="choices" role="radiogroup" aria-label={label}>
        {choices.map((choice) => (
          <label key={choice.key}>
            <input
              type="radio"
              name={label}
              value={choice.key}
              checked={choice.key === chosen}
              onChange={() => onChoose(choice.key)}
            />
            <Isolated text={choice.label} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
