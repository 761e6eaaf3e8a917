import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Icon } from './icon.tsx';

export interface ButtonProps {
  /** A verb for what will be true afterwards. With `kind: 'icon'` it is the tip and the spoken name. */
  readonly label: string;
  readonly onPress?: (() => void) | undefined;
  readonly kind?: 'plain' | 'outline' | 'primary' | 'link' | 'icon';
  readonly icon?: LucideIcon;
  /** Turns the icon: only while something is really under way. */
  readonly turning?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly current?: boolean;
  readonly large?: boolean;
  readonly submit?: boolean;
  /** Reached by arrow keys inside a grid, and no Tab stop of its own. */
  readonly inGrid?: boolean;
  /** The tip, where it says more than the label (a key, a reason). */
  readonly tip?: string;
  /** The spoken name, where it says more than the label. */
  readonly name?: string;
  /** It opens a menu, which is open or not. */
  readonly expanded?: boolean;
  readonly children?: ReactNode;
}

/** The one button. One that is switched off while it has the focus keeps it, without effect, until the focus goes on. */
export function Button(props: ButtonProps) {
  const { label, kind = 'plain', icon, turning, tip } = props;
  const bare = kind === 'icon';
  const [focused, setFocused] = useState(false);
  const held = props.disabled === true && focused;
  return (
    <button
      type={props.submit && !held ? 'submit' : 'button'}
      className="button"
      data-kind={kind}
      data-large={props.large ? '' : undefined}
      disabled={props.disabled && !held}
      aria-disabled={held || undefined}
      tabIndex={props.inGrid ? -1 : undefined}
      aria-pressed={props.pressed}
      aria-current={props.current}
      aria-label={props.name ?? (bare ? label : undefined)}
      aria-haspopup={props.expanded === undefined ? undefined : 'menu'}
      aria-expanded={props.expanded}
      title={tip ?? (bare ? label : undefined)}
      onClick={held ? undefined : props.onPress}
      onFocus={() => setFocused(true)}
      // It still is the active element where the whole window was left.
      onBlur={({ currentTarget }) => setFocused(document.activeElement === currentTarget)}
    >
      {icon && <Icon of={icon} {...(turning ? { className: 'turning' } : {})} />}
      {!bare && label !== '' && <span>{label}</span>}
      {props.children}
    </button>
  );
}
