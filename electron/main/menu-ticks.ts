import type { Menu } from 'electron';
import { TICKED, type Ticked, type Ticks } from '../../shared/contracts/menu-command.ts';

/** Which commands of the menu have a tick, as the window told it last. */
export interface MenuTicks {
  /** The window says what changed. */
  readonly put: (ticks: Ticks) => void;
  /** Electron ticks what is chosen by itself, before anybody has done it. */
  readonly show: () => void;
}

/** `menu`: the one that is shown now; it is made anew when keys change. */
export function createMenuTicks(menu: () => Pick<Menu, 'getMenuItemById'> | null): MenuTicks {
  const on = new Set<Ticked>();
  const show = () => {
    const shown = menu();
    for (const command of TICKED) {
      const item = shown?.getMenuItemById(command);
      // One of several is ticked whatever it is set to; the others lose their tick by that.
      if (item && (item.type !== 'radio' || on.has(command))) item.checked = on.has(command);
    }
  };
  return {
    put(ticks) {
      for (const command of TICKED) {
        const isOn = ticks[command];
        if (isOn === true) on.add(command);
        else if (isOn === false) on.delete(command);
      }
      show();
    },
    show,
  };
}
