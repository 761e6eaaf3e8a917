import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** A state of an account under the toolbar; it goes by itself when its cause goes. */
export function Banner({
  icon,
  title,
  tone = 'warn',
  urgent = false,
  children,
  actions,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly tone?: 'warn' | 'danger';
  /** Spoken at once: for sign-in and certificates only. */
  readonly urgent?: boolean;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="banner" data-tone={tone} role={urgent ? 'alert' : 'status'}>
      <Icon of={icon} />
      <div className="banner-text">
        <p>
          <b>{title}</b>
        </p>
        {children}
      </div>
      {actions && <div className="banner-actions">{actions}</div>}
    </div>
  );
}
