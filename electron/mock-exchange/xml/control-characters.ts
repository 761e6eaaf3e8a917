/**
 * Control characters, which XML 1.0 forbids and Exchange 2003 takes in property values (reference 3.3). While the parser
 * reads, code points that are no characters stand in for them: U+FDD0 and on, of which Unicode has one for each.
 */
const FIRST_STAND_IN = 0xfdd0;
const REFERENCES = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&#(?:x0*([0-9a-f]{1,2})|0*([0-9]{1,2}));/gi;

/** Text of a document that a parser reads without complaint; NUL, and anything that is no control character, stays. */
export function disguised(text: string): string {
  return text
    .replace(REFERENCES, (all: string, hex: string | undefined, decimal: string | undefined) => {
      if (hex === undefined && decimal === undefined) return all;
      return standInFor(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ?? all;
    })
    .replace(/\p{Cc}/gu, (character) => standInFor(character.charCodeAt(0)) ?? character);
}

/** The text of an element or attribute as it was meant. */
export function revealed(text: string): string {
  return text.replace(/[\uFDD0-\uFDEF]/g, (each) => String.fromCharCode(each.charCodeAt(0) - FIRST_STAND_IN));
}

/** True where a document holds such characters, raw or as references. */
export function holdsControlCharacters(text: string): boolean {
  return disguised(text) !== text;
}

function standInFor(code: number): string | null {
  const isLegal = code === 9 || code === 10 || code === 13;
  return code === 0 || code > 31 || isLegal ? null : String.fromCharCode(FIRST_STAND_IN + code);
}
