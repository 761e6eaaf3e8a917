import { TriangleAlert, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import type { Say } from '../../../shared/language/say.ts';
import { Icon } from '../../components/icon.tsx';
import { type Proposed, typedAs } from '../../../shared/people/rank-people.ts';
import { useSay } from '../../hooks/use-say.ts';
import { type People, useSuggestions } from './use-people.ts';
import { type Chip, chipsOf, type Recipients, textOf, withoutChip, withText } from './chips.ts';

export interface RecipientFieldProps {
  readonly label: string;
  readonly value: Recipients;
  readonly onChange: (value: Recipients) => void;
  /** Alt+Shift+Up or Down: the chip goes to the field before or after. */
  readonly onMove: (chip: Chip, index: number, by: -1 | 1) => void;
  readonly people: People;
  readonly autoFocus?: boolean;
  readonly children?: ReactNode;
}

/** Recipients as chips, and a box to type more. What is no address stays, with its reason. */
export function RecipientField(props: RecipientFieldProps) {
  const { label, value, onChange, onMove, people, children } = props;
  const [text, setText] = useState('');
  const suggestions = useSuggestions(text, people);
  const id = useId();
  const say = useSay();
  const chips = chipsOf(value, say);
  const refused = chips.filter((chip) => chip.kind === 'refused');
  const take = (typed: string) => {
    setText('');
    if (typed.trim() !== '') onChange(withText(value, typed));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const last = chips.at(-1);
    if (['Enter', ',', ';'].includes(event.key)) {
      // A comma inside quotes belongs to the name.
      if (event.key !== 'Enter' && (text.split('"').length - 1) % 2 === 1) return;
      event.preventDefault();
      take(text);
    } else if (event.key === 'Backspace' && text === '' && last) {
      event.preventDefault();
      onChange(withoutChip(value, chips.length - 1));
      if (last.kind === 'refused') setText(textOf(last));
    }
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!/[,;\n@]/.test(pasted)) return;
    event.preventDefault();
    take(`${text}${pasted}`);
  };
  const remove = (index: number) => onChange(withoutChip(value, index));
  return (
    <div className="compose-row">
      <label className="compose-label" htmlFor={id}>
        {label}
      </label>
      <div className="compose-chips">
        <ul aria-label={say('{field}: recipients', { field: label })}>
          {chips.map((chip, index) => (
            <li key={`${index} ${chip.text}`}>
              <ChipView
                chip={chip}
                onRemove={() => remove(index)}
                onMove={(by) => onMove(chip, index, by)}
                onEdit={() => {
                  remove(index);
                  setText(textOf(chip));
                  document.getElementById(id)?.focus();
                }}
              />
            </li>
          ))}
        </ul>
        <input
          id={id}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a new window: the first thing to do in it
          autoFocus={props.autoFocus}
          value={text}
          list={`${id}-known`}
          dir="auto"
          aria-invalid={refused.length > 0}
          aria-describedby={refused.length > 0 ? `${id}-why` : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          onPaste={paste}
          onBlur={() => take(text)}
        />
        <datalist id={`${id}-known`}>
          {suggestions.map((each) => (
            <option key={typedAs(each)} value={typedAs(each)} label={groupWords(each, say)} />
          ))}
        </datalist>
        {refused.length > 0 && (
          <p className="compose-why" id={`${id}-why`}>
            {refused
              .map(({ text: typed, reason }) => say('"{text}": {reason}', { text: typed, reason }))
              .join(' ')}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}

/** A group says what it is called and how many are in it; choosing it makes a chip of each. */
function groupWords({ name, members }: Proposed, say: Say): string | undefined {
  if (members.length === 0) return undefined;
  return say('{name}, {count, plural, one {# person} other {# people}}', { name, count: members.length });
}

function ChipView(props: {
  readonly chip: Chip;
  readonly onRemove: () => void;
  readonly onEdit: () => void;
  readonly onMove: (by: -1 | 1) => void;
}) {
  const say = useSay();
  const { chip, onRemove, onEdit, onMove } = props;
  const press = (event: KeyboardEvent) => {
    const isMove = event.altKey && event.shiftKey && /^Arrow(?:Up|Down)$/.test(event.key);
    if (isMove) onMove(event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else return;
    event.preventDefault();
  };
  const isRefused = chip.kind === 'refused';
  const tip = isRefused ? chip.reason : chip.mailbox.address;
  return (
    <span className="compose-chip" data-refused={isRefused ? '' : undefined}>
      <button
        type="button"
        title={tip}
        aria-label={isRefused ? say('{text}, not an address', { text: chip.text }) : `${chip.text}, ${tip}`}
        onClick={onEdit}
        onKeyDown={press}
      >
        {isRefused && <Icon of={TriangleAlert} size={14} />}
        <bdi>{chip.text}</bdi>
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={say('Remove {name}', { name: chip.text })}
        onClick={onRemove}
      >
        <Icon of={X} size={12} />
      </button>
    </span>
  );
}
