/** Names of the characters that change the direction of text (UAX #9 explicit formatting characters). */
const DIRECTION: ReadonlyMap<string, string> = new Map([
  ['\u202a', 'left-to-right embedding'],
  ['\u202b', 'right-to-left embedding'],
  ['\u202c', 'end of embedding'],
  ['\u202d', 'left-to-right override'],
  ['\u202e', 'right-to-left override'],
  ['\u2066', 'left-to-right isolate'],
  ['\u2067', 'right-to-left isolate'],
  ['\u2068', 'first strong isolate'],
  ['\u2069', 'end of isolate'],
]);

/** A run of text, or a character that would act on its surroundings and is shown instead. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'direction'; readonly name: string };

/**
 * Splits text from outside for showing: direction controls become marks, other control characters their
 * pictures (U+2400 block), so that neither can mislead. The marks LRM, RLM and ALM only hint and stay.
 */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const part of text.split(/([\u202a-\u202e\u2066-\u2069])/)) {
    const name = DIRECTION.get(part);
    if (name) pieces.push({ kind: 'direction', name });
    else if (part) pieces.push({ kind: 'text', text: pictures(part) });
  }
  return pieces;
}

/** The same text for names and tips, where no element can stand: direction controls are taken out. */
export function plainOf(text: string): string {
  return pictures(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''));
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
