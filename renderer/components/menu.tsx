import { ChevronDown, type LucideIcon } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { Icon } from './icon.tsx';

/** One line of a menu. */
export interface Choice {
  readonly label: string;
  /** One of several that exclude each other: it is the one that holds, or not. */
  readonly checked?: boolean;
  readonly onChoose: () => void;
}

/** A button that opens a list of commands. Arrow keys, Home, End and first letters go through it; Escape closes it. */
export function Menu({
  label,
  text,
  kind = 'plain',
  icon,
  choices,
  up = false,
  end = false,
  disabled = false,
}: {
  /** What is chosen here: the spoken name, with `text`. */
  readonly label: string;
  /** What the button says; without it only the arrow shows. */
  readonly text?: string;
  readonly kind?: ButtonProps['kind'];
  readonly icon?: LucideIcon;
  readonly choices: readonly Choice[];
  /** It opens above its button, or from its end. */
  readonly up?: boolean;
  readonly end?: boolean;
  readonly disabled?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  const button = () => whole.current?.querySelector('button');
  useEffect(() => {
    if (!open) return;
    const all = items();
    (all.find((each) => each.getAttribute('aria-checked') === 'true') ?? all[0])?.focus();
  }, [open]);
  const close = () => {
    setOpen(false);
    button()?.focus();
  };
  const choose = ({ onChoose }: Choice) => {
    close(); // first: the command may put the focus elsewhere
    onChoose();
  };
  const press = (event: KeyboardEvent) => {
    if (!open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) setOpen(true);
    else if (!open) return;
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') return setOpen(false);
    else if (!moveIn(items(), event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (!whole.current?.contains(relatedTarget)) setOpen(false);
  };
  return (
    <span ref={whole} className="menu-of" onKeyDown={press} onBlur={leave}>
      <Button
        kind={kind}
        label={text ?? ''}
        name={text === undefined ? label : `${label}: ${text}`}
        tip={label}
        {...(icon ? { icon } : {})}
        expanded={open}
        disabled={disabled}
        onPress={() => setOpen(!open)}
      >
        <Icon of={ChevronDown} size={14} />
      </Button>
      {open && (
        <ul
          ref={list}
          className="menu"
          role="menu"
          aria-label={label}
          data-up={up ? '' : undefined}
          data-end={end ? '' : undefined}
        >
          {choices.map((choice) => (
            <li key={choice.label} role="none">
              <button
                type="button"
                role={choice.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={choice.checked}
                tabIndex={-1}
                onClick={() => choose(choice)}
              >
                {choice.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

/** Moves the focus in a menu; false for a key that means nothing here. */
export function moveIn(items: readonly HTMLElement[], { key, target }: KeyboardEvent): boolean {
  const at = items.findIndex((each) => each === target);
  const next = nextItem(items, at, key);
  next?.focus();
  return next !== undefined;
}

function nextItem(items: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default: {
      if (key.length !== 1 || key === ' ') return undefined;
      const turned = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      return turned.find(({ textContent }) => textContent?.toLowerCase().startsWith(key.toLowerCase()));
    }
  }
}
