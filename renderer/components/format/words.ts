/** The words of a search, without accents and capitals. */
export function wordsOf(text: string): readonly string[] {
  return plain(text).split(/\s+/).filter(Boolean);
}

/** Whether each word begins a word of the text. */
export function holds(text: string, words: readonly string[]): boolean {
  const parts = plain(text).split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
