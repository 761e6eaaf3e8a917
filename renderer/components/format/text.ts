import type { Say } from '../../../shared/language/say.ts';

/** Characters that change the direction of text (UAX #9 explicit formatting characters). */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;

/** What such a character is called. */
export function directionName(character: string, say: Say): string {
  switch (character) {
    case '\u202a':
      return say('left-to-right embedding');
    case '\u202b':
      return say('right-to-left embedding');
    case '\u202c':
      return say('end of embedding');
    case '\u202d':
      return say('left-to-right override');
    case '\u202e':
      return say('right-to-left override');
    case '\u2066':
      return say('left-to-right isolate');
    case '\u2067':
      return say('right-to-left isolate');
    case '\u2068':
      return say('first strong isolate');
    default:
      return say('end of isolate');
  }
}

/** A run of text, or a character that would act on its surroundings and is shown instead. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'direction'; readonly character: string };

/**
 * Splits text from outside for showing: direction controls become marks, other control characters their
 * pictures (U+2400 block), so that neither can mislead. The marks LRM, RLM and ALM only hint and stay.
 */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const part of text.split(/([\u202a-\u202e\u2066-\u2069])/)) {
    if (DIRECTION.test(part)) pieces.push({ kind: 'direction', character: part });
    else if (part) pieces.push({ kind: 'text', text: pictures(part) });
  }
  return pieces;
}

/** The same text for names and tips, where no element can stand: direction controls are taken out. */
export function plainOf(text: string): string {
  return pictures(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''));
}

/** Names one after the other, as the language lists them: "Anna, Bo, Carla". */
export function listOf(names: readonly string[], say: Say): string {
  return listing(say).format(names);
}

/** How a language lists without "and". In Japanese that is the list with it; the one of units has spaces only. */
export function listing(say: Say): Intl.ListFormat {
  return new Intl.ListFormat(say.locale, {
    type: say.locale.startsWith('ja') ? 'conjunction' : 'unit',
    style: 'short',
  });
}

/** A sentence that goes on after a colon: in a small letter in English; other languages keep what stands there. */
export function continued(sentence: string, say: Say): string {
  if (!say.locale.startsWith('en')) return sentence;
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

/** Cuts a long name in the middle, so that the ending stays visible: the two halves of "A very long… name.pdf". */
export function splitName(name: string): { readonly start: string; readonly end: string } {
  const characters = graphemes(name);
  const keep = Math.min(12, Math.floor(characters.length / 2));
  return {
    start: characters.slice(0, -keep || undefined).join(''),
    end: keep ? characters.slice(-keep).join('') : '',
  };
}

/** What a reader takes for one character each: letters with their accents, whole emoji. */
export function graphemes(text: string): readonly string[] {
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  );
}

function pictures(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f]/g, (character) => {
    if (character === '\t' || character === '\n' || character === '\r') return ' ';
    return character === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + character.charCodeAt(0));
  });
}
