import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Say } from '../../shared/language/say.ts';
import { textMenu } from './edit-menu.ts';

/** The menu of a text that is written: what a word may have been meant to be, then the usual commands. */
export function showSpellingMenu(window: BrowserWindow, say: Say): void {
  const { webContents } = window;
  webContents.on('context-menu', (_event, { isEditable, misspelledWord, dictionarySuggestions }) => {
    if (!isEditable) return;
    const words: readonly MenuItemConstructorOptions[] = dictionarySuggestions.map((word) => ({
      label: word,
      click: () => webContents.replaceMisspelling(word),
    }));
    const learn: MenuItemConstructorOptions = {
      label: say('Learn This Word'),
      click: () => void webContents.session.addWordToSpellCheckerDictionary(misspelledWord),
    };
    const ofWord = misspelledWord === '' ? [] : [...words, learn, { type: 'separator' } as const];
    Menu.buildFromTemplate([...ofWord, ...textMenu(say)]).popup({ window });
  });
}
