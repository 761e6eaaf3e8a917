import type { MenuItemConstructorOptions } from 'electron';
import type { Say } from '../../shared/language/say.ts';

/** The menu that macOS names after the program; Electron's words for it are English only. */
export function appMenu({ say }: { readonly say: Say }): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: say('About Retinue') },
      { type: 'separator' },
      { role: 'services', label: say('Services') },
      { type: 'separator' },
      { role: 'hide', label: say('Hide Retinue') },
      { role: 'hideOthers', label: say('Hide Others') },
      { role: 'unhide', label: say('Show All') },
      { type: 'separator' },
      { role: 'quit', label: say('Quit Retinue') },
    ],
  };
}
