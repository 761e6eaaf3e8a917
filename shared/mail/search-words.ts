/**
 * Words as search sees them: the same for what is looked for and for what is looked through. Case and accents do not
 * count. Scripts that are written without spaces have no words that a reader of characters could find, so each of
 * their characters is a word, and what is looked for there is a row of them.
 */

/** Marks over and under letters, points of Hebrew, short vowels of Arabic. The vowel signs of India are letters and stay. */
const ACCENTS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/** Letters with a stroke are no letter and accent in Unicode, but are typed so. */
const STROKES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};
const STROKE = /[ßæœøđðłħıς]/g;

/** Chinese, Japanese, Thai, Lao, Khmer and Burmese: a character is a word. Otherwise a run of letters and digits. */
const WORD =
  /(?=[\p{L}\p{N}\p{M}])[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]|(?:(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}])[\p{L}\p{N}\p{M}])+/gu;

/** What of a word is kept: longer runs are keys and encoded files, and are found by their beginning. */
const LONGEST = 64;

/** The words of a text in their order. */
export function searchWords(text: string): readonly string[] {
  const plain = text.normalize('NFKD').toLowerCase().replace(ACCENTS, '').normalize('NFC');
  const words = plain.replace(STROKE, (letter) => STROKES[letter] ?? letter).match(WORD) ?? [];
  return words.map((word) => (word.length > LONGEST ? Array.from(word).slice(0, LONGEST).join('') : word));
}

/**
 * What words that were typed ask for: rows of words that must follow one another, of each row the last word by its
 * beginning. Without `phrase` each piece between spaces is a row: "foo-bar" is two words that belong together.
 */
export function searchRows(text: string, phrase: boolean): readonly (readonly string[])[] {
  const pieces = phrase ? [text] : text.split(/\s+/u);
  return pieces.map(searchWords).filter((row) => row.length > 0);
}
