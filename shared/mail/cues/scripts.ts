/** Scripts that hosts and names are written in; letters of any other count as one more. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Coptic', /\p{Script=Coptic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Ethiopic', /\p{Script=Ethiopic}/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Han', /\p{Script=Han}/u],
  ['Bopomofo', /\p{Script=Bopomofo}/u],
  ['Hiragana', /\p{Script=Hiragana}/u],
  ['Katakana', /\p{Script=Katakana}/u],
];

/** Scripts that one word may mix (Unicode Technical Standard 39 section 5.2, "highly restrictive"). */
const TOGETHER: readonly ReadonlySet<string>[] = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
];

/** The scripts of a word's letters, in the order in which they come. */
export function scriptsOf(word: string): readonly string[] {
  const found = new Set<string>();
  for (const char of word) {
    if (!/\p{L}/u.test(char) || /\p{Script=Common}|\p{Script=Inherited}/u.test(char)) continue;
    found.add(SCRIPTS.find(([, pattern]) => pattern.test(char))?.[0] ?? 'another script');
  }
  return [...found];
}

/** The scripts of a word that mixes what does not belong together; null for a word that does not. */
export function mixedScripts(word: string): readonly string[] | null {
  const scripts = scriptsOf(word);
  if (scripts.length < 2) return null;
  return TOGETHER.some((set) => scripts.every((script) => set.has(script))) ? null : scripts;
}

/** Letters that are read as Latin ones (from Unicode's confusables: those of whole alphabets in use for domain names). */
const READ_AS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аɑα',
    b: 'Ьƅ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еҽ',
    g: 'ɡց',
    h: 'һհ',
    i: 'іıɩι',
    j: 'јϳ',
    k: 'κк',
    l: 'ӏⅼ',
    m: 'ⅿ',
    n: 'ոп',
    o: 'оοօσ',
    p: 'рρ',
    q: 'ԛգ',
    r: 'г',
    s: 'ѕ',
    u: 'υսц',
    v: 'ѵν',
    w: 'ԝѡա',
    x: 'хχ',
    y: 'уγү',
    z: 'ᴢ',
  }).flatMap(([letter, others]) => Array.from(others, (other) => [other, letter] as const)),
);

/** How a host is read at a glance: look-alike letters, marks and digits become the letters that they are taken for. */
export function skeletonOf(host: string): string {
  const letters = Array.from(host.toLowerCase(), (char) => READ_AS.get(char) ?? char).join('');
  return letters
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd');
}

/** True for a label of another alphabet whose every letter is read as a Latin one: `аррӏе`. */
export function readsAsLatin(label: string): boolean {
  if (scriptsOf(label).some((script) => script === 'Latin')) return false;
  const letters = Array.from(label.toLowerCase()).filter((char) => /\p{L}/u.test(char));
  return letters.length > 0 && letters.every((char) => READ_AS.has(char));
}
