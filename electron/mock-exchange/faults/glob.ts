/** A test for strings against a pattern with `*` and `?`; case does not matter, and `*` takes any characters. */
export function textGlob(pattern: string): (value: string) => boolean {
  return matcher(partsOf(pattern.replace(/\*+/g, '*'), ANYTHING));
}

/**
 * A test for decoded paths: `*` stays within a segment, `**` crosses them, `{name}` is one whole segment. A pattern
 * that does not begin with a slash may begin at any segment (`*.EML`), and `/**` at the end also means the folder.
 */
export function pathGlob(pattern: string): (path: string) => boolean {
  const anchored = pattern.startsWith('/') ? pattern : `**/${pattern}`;
  return matcher(partsOf(anchored, SEGMENT));
}

/** What a part may take: characters at these places, folded text. */
type Allowed = (text: string, at: number) => boolean;
const ANYTHING: Allowed = () => true;
const SEGMENT: Allowed = (text, at) => text[at] !== '/';

type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'one' | 'many' | 'some'; readonly allowed: Allowed }
  /** Whole folders with the slash behind them, or nothing. */
  | { readonly kind: 'folders' }
  /** A slash and all that follows, or nothing. */
  | { readonly kind: 'below' };

const TOKENS = /\/\*\*$|\*\*\/|\*\*|\*|\?|\{[\w-]+\}|[^*?{/]+|[{/]/gsu;

function partsOf(pattern: string, allowed: Allowed): readonly Part[] {
  const isPath = allowed === SEGMENT;
  return (fold(pattern).match(TOKENS) ?? []).map((token): Part => {
    if (token === '?') return { kind: 'one', allowed };
    if (token === '*') return { kind: 'many', allowed };
    if (isPath && token === '**') return { kind: 'many', allowed: ANYTHING };
    if (isPath && token === '**/') return { kind: 'folders' };
    if (isPath && token === '/**') return { kind: 'below' };
    if (isPath && /^\{.+\}$/s.test(token)) return { kind: 'some', allowed };
    return { kind: 'literal', text: token };
  });
}

/**
 * Follows all ways through the pattern at once: the time is the product of both lengths, whatever they hold. A regular
 * expression would try the ways one after the other, and a dozen stars would hold the server for hours.
 */
function matcher(parts: readonly Part[]): (given: string) => boolean {
  return (given) => {
    const text = fold(given);
    let reached: Reached = new Uint8Array(text.length + 1);
    reached[0] = 1;
    for (const part of parts) reached = follow(part, text, reached);
    return reached[text.length] === 1;
  };
}

/** 1 at each offset that the parts so far can end at. */
type Reached = Uint8Array;

function follow(part: Part, text: string, from: Reached): Reached {
  const to = new Uint8Array(from.length);
  /** Some way has come to an offset before this one, and can go on. */
  let open = false;
  for (let at = 0; at < from.length; at++) {
    const here = from[at] === 1;
    switch (part.kind) {
      case 'literal':
        if (here && text.startsWith(part.text, at)) to[at + part.text.length] = 1;
        break;
      case 'one':
        if (here && at < text.length && part.allowed(text, at)) to[at + widthAt(text, at)] = 1;
        break;
      case 'many':
      case 'some':
        open &&= part.allowed(text, at - 1);
        if (open || (here && part.kind === 'many')) to[at] = 1;
        open ||= here;
        break;
      case 'folders':
        if (here || (open && text[at - 1] === '/')) to[at] = 1;
        open ||= here;
        break;
      case 'below':
        open ||= here && text[at] === '/';
        if (here || open) to[at] = 1;
        break;
    }
  }
  return to;
}

/** Characters outside of the first plane take two places. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function fold(text: string): string {
  return text.toLowerCase();
}
