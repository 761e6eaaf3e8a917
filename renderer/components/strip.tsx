import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** One line of notice in the reading pane: what is so, and what can be done. */
export function Strip({
  icon,
  label,
  children,
  actions,
  tone,
}: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** What kind of news it is; a word says so as well. */
  readonly tone?: 'warn' | 'ok';
}) {
  return (
    <div className="strip" role="region" aria-label={label} data-tone={tone}>
      <Icon of={icon} />
      <p>{children}</p>
      {actions}
    </div>
  );
}
