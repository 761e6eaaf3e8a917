import { ANSWERED, FORWARDED } from './subject-prefix.ts';

/** Longer subjects are compared by their beginning: what comes after it tells no two conversations apart. */
const MOST = 300;
/** What Outlook takes for a prefix, whatever it says: up to three letters and a colon (MS-OXCMSG 2.2.1.9). */
const SHORT_PREFIX = /^\p{L}{1,3}(?:\[[0-9]{1,3}\])?\s*[:：]\s*/u;
/** The name of a list, and what old programs put behind (RFC 5256 section 2.1). */
const LIST_NAME = /^\[[^[\]]{1,60}\]\s*/u;
const TRAILER = /\s*\(fwd\)$/iu;

/** The subject without prefixes, names of lists and case: two messages of one subject have the same. Empty where nothing is left. */
export function baseSubject(subject: string): string {
  let rest = subject
    .slice(0, MOST)
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const part of [ANSWERED, FORWARDED, SHORT_PREFIX, TRAILER]) rest = rest.replace(part, '');
    // A subject may be nothing but a name in brackets.
    const named = rest.replace(LIST_NAME, '');
    if (named !== '') rest = named;
  }
  return rest.toLowerCase().trim();
}

/** Whether a subject says of itself that it answers or forwards something. */
export function hasPrefix(subject: string): boolean {
  const start = subject.trim().replace(LIST_NAME, '');
  return ANSWERED.test(start) || FORWARDED.test(start);
}

/** Two words that say as little as one. */
const GENERIC = new Set([
  'no subject',
  'kein betreff',
  'sans objet',
  'sin asunto',
  'thank you',
  'many thanks',
  'vielen dank',
  'good morning',
  'guten tag',
  'guten morgen',
  'hello there',
  'happy birthday',
  'status report',
  'out of office',
  'read receipt',
]);
/** Scripts without spaces between words: so many characters say as much as two words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{5}/u;

/**
 * The base subject where it may prove that two messages belong together: not where it is empty, one word, or what
 * everybody writes. null then.
 */
export function topicOf(subject: string): string | null {
  const base = baseSubject(subject);
  const words = base.match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? [];
  if (GENERIC.has(words.join(' '))) return null;
  // Numbers alone (a date, an amount) are what unlike messages share.
  const isSpecific = words.length > 1 && words.some((word) => !/^\p{N}+$/u.test(word));
  return isSpecific || UNSPACED.test(base) ? base : null;
}
