import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';

/** The menu of a text that is written: what a word may have been meant to be, then the usual commands. */
export function showSpellingMenu(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('context-menu', (_event, { isEditable, misspelledWord, dictionarySuggestions }) => {
    if (!isEditable) return;
    const words: readonly MenuItemConstructorOptions[] = dictionarySuggestions.map((word) => ({
      label: word,
      click: () => webContents.replaceMisspelling(word),
    }));
    const learn: MenuItemConstructorOptions = {
      label: 'Learn This Word',
      click: () => void webContents.session.addWordToSpellCheckerDictionary(misspelledWord),
    };
    const ofWord = misspelledWord === '' ? [] : [...words, learn, { type: 'separator' } as const];
    const usual = [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] as const;
    Menu.buildFromTemplate([...ofWord, ...usual]).popup({ window });
  });
}
