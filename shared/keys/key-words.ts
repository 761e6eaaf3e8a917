const MAC: readonly (readonly [string, string])[] = [
  ['Ctrl+', '⌘'],
  ['Alt+', '⌥'],
  ['Shift+', '⇧'],
];

/** A key as a person reads it: "⌘⇧T" on macOS, "Shift+I" for the letter I. */
export function keyWords(key: string, mac: boolean): string {
  const shown = /^[A-Z]$/.test(key) ? `Shift+${key}` : key.replace('Arrow', '');
  return mac ? MAC.reduce((words, [name, sign]) => words.replace(name, sign), shown) : shown;
}

/** The words of a key as a sentence that is read aloud has them: "Control Z". */
export function spokenKeys(words: string): string {
  return words.replace('Ctrl', 'Control').replace(/\+(?=.)/g, ' ');
}
