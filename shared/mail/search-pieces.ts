/** What a person typed, cut at blanks and quotes. The pieces follow one another and leave out nothing. */
export type SearchPart =
  | { readonly kind: 'blank'; readonly text: string }
  | {
      readonly kind: 'token';
      readonly text: string;
      readonly not: boolean;
      /** The operator, in small letters; null for words. */
      readonly operator: string | null;
      /** Without the quotes, and without blanks around it. */
      readonly value: string;
      readonly quoted: boolean;
    };

/** `-` is a hyphen inside of a word and a sign before one; `https://` is no operator, and neither is `C:`. */
const TOKEN = /(-?)(?:([a-z]{2,}):(?!\/\/))?(?:"([^"]*)"?|(\S*))/iuy;

/** Takes a text apart. Every character is in exactly one part. */
export function searchParts(text: string): readonly SearchPart[] {
  const parts: SearchPart[] = [];
  for (let at = 0; at < text.length; ) {
    const part = blankAt(text, at) ?? tokenAt(text, at);
    parts.push(part);
    at += part.text.length;
  }
  return parts;
}

function blankAt(text: string, at: number): SearchPart | null {
  const blank = /\s+/uy;
  blank.lastIndex = at;
  const found = blank.exec(text);
  return found && { kind: 'blank', text: found[0] };
}

function tokenAt(text: string, at: number): SearchPart {
  TOKEN.lastIndex = at;
  const [whole = text.slice(at), not = '', operator, quoted, plain = ''] = TOKEN.exec(text) ?? [];
  return {
    kind: 'token',
    text: whole,
    not: not !== '',
    operator: operator?.toLowerCase() ?? null,
    value: (quoted ?? plain).trim(),
    quoted: quoted !== undefined,
  };
}
