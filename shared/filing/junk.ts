import { assertNever } from '../errors.ts';
import type { Address } from '../mail/types.ts';
import type { FilingFacts } from './facts.ts';
import type { JunkFilter, JunkLevel } from './filing.ts';
import { entryFor, standingOf } from './senders.ts';

/** Something about a message that junk has more often than mail, with what was seen. */
export type Signal =
  | { readonly kind: 'blocked'; readonly entry: string }
  /** The name that is shown is the address of somebody else. */
  | { readonly kind: 'other-address'; readonly shown: string; readonly real: string }
  /** One word is of letters of several scripts that look alike. */
  | { readonly kind: 'mixed-scripts'; readonly word: string }
  /** The name holds characters that turn the direction of text or cannot be seen. */
  | { readonly kind: 'hidden-characters' }
  /** The domain is written in other letters than it is shown (RFC 3492). */
  | { readonly kind: 'coded-domain'; readonly domain: string }
  | { readonly kind: 'nobody-addressed' }
  /** Its subject says that it answers, and it names no message that it would answer. */
  | { readonly kind: 'answers-nothing' }
  | { readonly kind: 'shouting' };

/**
 * Why a message is junk; none where it is not. A safe sender never is, and a blocked one always: the level decides how
 * much of the rest is enough.
 */
export function junkSignals(facts: FilingFacts, junk: JunkFilter): readonly Signal[] {
  const standing = standingOf(junk, facts.from);
  if (standing?.is === 'safe') return [];
  if (standing) return [{ kind: 'blocked', entry: standing.entry }];
  const signals = signalsOf(facts);
  const sum = signals.reduce((all, signal) => all + weightOf(signal), 0);
  return sum >= enough(junk.level) ? signals : [];
}

function signalsOf(facts: FilingFacts): readonly Signal[] {
  const { from, to, cc, subject } = facts;
  const signals = from.flatMap(senderSignals);
  if (to.length === 0 && cc?.length === 0) signals.push({ kind: 'nobody-addressed' });
  if (/^\s*re\s*:/i.test(subject) && !facts.answers) signals.push({ kind: 'answers-nothing' });
  if (isShouting(subject)) signals.push({ kind: 'shouting' });
  return signals;
}

function senderSignals(sender: Address): Signal[] {
  const signals: Signal[] = [];
  const { name, address } = sender;
  const domain = domainOf(address);
  const shown = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:]+/.exec(name)?.[0]?.toLowerCase();
  // A list that writes in its author's name says so: "Ada (ada@example.com) via Gardeners".
  if (shown && address !== '' && !/\bvia\b/i.test(name) && entryFor([`@${domainOf(shown)}`], sender) === null)
    signals.push({ kind: 'other-address', shown, real: address });
  const mixed = `${name} ${domain}`.split(/[\s.]+/).find(isMixed);
  if (mixed !== undefined) signals.push({ kind: 'mixed-scripts', word: mixed });
  if (/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(name))
    signals.push({ kind: 'hidden-characters' });
  if (domain.split('.').some((label) => label.startsWith('xn--')))
    signals.push({ kind: 'coded-domain', domain });
  return signals;
}

/** Strong ones count two, weak ones one. */
function weightOf({ kind }: Signal): number {
  switch (kind) {
    case 'blocked':
    case 'other-address':
    case 'mixed-scripts':
    case 'hidden-characters':
      return 2;
    case 'coded-domain':
    case 'nobody-addressed':
    case 'answers-nothing':
    case 'shouting':
      return 1;
    default:
      return assertNever(kind);
  }
}

function enough(level: JunkLevel): number {
  switch (level) {
    case 'off':
      return Number.POSITIVE_INFINITY;
    case 'low':
      return 3;
    case 'high':
      return 2;
    default:
      return assertNever(level);
  }
}

/** Latin beside Cyrillic or Greek within one word: these have letters that cannot be told apart. */
function isMixed(word: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
  return scripts.filter((script) => script.test(word)).length > 1;
}

function isShouting(subject: string): boolean {
  const letters = subject.replace(/[^\p{L}]/gu, '');
  const isLoud =
    letters.length >= 12 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
  return isLoud && /!/.test(subject);
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
