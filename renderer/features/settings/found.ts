import { createContext, useContext } from 'react';

/** What is looked for in Settings, in small words; none: everything is shown. */
const Context = createContext<readonly string[]>([]);
export const LookedFor = Context.Provider;

/** The words of a search, without accents and capitals. */
export function wordsOf(text: string): readonly string[] {
  return plain(text).split(/\s+/).filter(Boolean);
}

/** Whether each word begins a word of the text. */
export function holds(text: string, words: readonly string[]): boolean {
  const parts = plain(text).split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
}

/** Whether a setting with these words is shown. */
export function useIsFound(...texts: readonly string[]): boolean {
  return holds(texts.join(' '), useContext(Context));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
