import type { MenuItemConstructorOptions } from 'electron';
import type { Say } from '../../shared/language/say.ts';
import type { KeptValue } from './kept-list.ts';

/** What this needs of Electron's Tray. */
export interface TrayIcon {
  setToolTip(text: string): void;
  setMenu(items: MenuItemConstructorOptions[]): void;
  onClick(listener: () => void): void;
  destroy(): void;
}

export interface TrayOptions {
  readonly isOn: KeptValue<boolean>;
  readonly make: () => TrayIcon;
  readonly say: Say;
  readonly show: () => void;
  readonly write: () => void;
  readonly sync: () => void;
  readonly quit: () => void;
}

/** The icon beside the clock: there only where its person wants it. */
export interface TrayPlace {
  readonly isOn: () => boolean;
  /** Rejects with a sentence where the choice could not be kept. */
  readonly toggle: () => Promise<void>;
  readonly unread: (count: number) => void;
}

export function createTrayPlace(options: TrayOptions): TrayPlace {
  const { isOn, say } = options;
  let icon: TrayIcon | null = null;
  let unread = 0;
  const tip = () =>
    say(
      '{count, plural, =0 {Retinue, no unread mail} one {Retinue, # unread message} other {Retinue, # unread messages}}',
      {
        count: unread,
      },
    );
  const place = () => {
    if (isOn.value() === (icon !== null)) return;
    if (icon) {
      icon.destroy();
      icon = null;
      return;
    }
    icon = options.make();
    icon.setToolTip(tip());
    icon.onClick(options.show);
    icon.setMenu([
      { label: say('Open Retinue'), click: options.show },
      { label: say('New message'), click: options.write },
      { label: say('Send & Receive').replace('&', '&&'), click: options.sync },
      { type: 'separator' },
      { label: say('Quit Retinue'), click: options.quit },
    ]);
  };
  place();
  return {
    isOn: isOn.value,
    async toggle() {
      await isOn.set(!isOn.value());
      place();
    },
    unread(count) {
      unread = count;
      icon?.setToolTip(tip());
    },
  };
}
