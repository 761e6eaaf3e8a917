import type { MenuItemConstructorOptions } from 'electron';
import type { Say } from '../../shared/language/say.ts';

/** What is done in a text, by the system's own commands; Electron's words for them are English only. */
export function editMenu({ say }: { readonly say: Say }): MenuItemConstructorOptions {
  return {
    label: say('&Edit'),
    submenu: [
      { role: 'undo', label: say('Undo') },
      { role: 'redo', label: say('Redo') },
      { type: 'separator' },
      ...clipboard(say),
      { role: 'delete', label: say('Delete') },
      { type: 'separator' },
      selectAll(say),
    ],
  };
}

/** The same of a text's context menu. */
export function textMenu(say: Say): MenuItemConstructorOptions[] {
  return [...clipboard(say), selectAll(say)];
}

function clipboard(say: Say): MenuItemConstructorOptions[] {
  return [
    { role: 'cut', label: say('Cut') },
    { role: 'copy', label: say('Copy') },
    { role: 'paste', label: say('Paste') },
  ];
}

function selectAll(say: Say): MenuItemConstructorOptions {
  return { role: 'selectAll', label: say('Select All') };
}
