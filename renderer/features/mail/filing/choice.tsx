/** A choice of few, without a label of its own on the screen. */
export function Choice<T extends string>(props: {
  readonly name: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <select
      className="select"
      aria-label={props.name}
      value={props.value}
      onChange={(event) => {
        const chosen = props.choices.find(({ value }) => value === event.target.value);
        if (chosen) props.onChange(chosen.value);
      }}
    >
      {props.choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
