const NEWLINE = 10;
const QUOTE = 62;
const FROM = [70, 114, 111, 109, 32] as const; // "From "

/**
 * Puts a `>` in front of every line that begins with `From ` after any number of `>` (mboxrd), or takes one away where
 * there is one. Bytes come in any pieces; what may still become such a line is held back until it is known.
 */
export interface FromLines {
  push(bytes: Uint8Array): Uint8Array;
  /** What was held back at the end. */
  end(): Uint8Array;
}

/** Quotes on the way into an mbox. */
export function quoteFrom(): FromLines {
  return fromLines((quotes) => quotes + 1);
}

/** Takes the quotes away on the way out. */
export function unquoteFrom(): FromLines {
  return fromLines((quotes) => Math.max(0, quotes - 1));
}

function fromLines(change: (quotes: number) => number): FromLines {
  /** null: in the middle of a line; else what of `>>From ` was seen since its start. */
  let start: { quotes: number; matched: number } | null = { quotes: 0, matched: 0 };
  const held = (quotes: number, matched: number) => [
    ...Array.from({ length: quotes }, () => QUOTE),
    ...FROM.slice(0, matched),
  ];
  return {
    push(bytes) {
      const out: Uint8Array[] = [];
      let at = 0;
      while (at < bytes.length) {
        if (start === null) {
          const newline = bytes.indexOf(NEWLINE, at);
          const next = newline === -1 ? bytes.length : newline + 1;
          out.push(bytes.subarray(at, next));
          at = next;
          if (newline !== -1) start = { quotes: 0, matched: 0 };
          continue;
        }
        const byte = bytes[at];
        if (start.matched === 0 && byte === QUOTE) start.quotes += 1;
        else if (byte === FROM[start.matched]) start.matched += 1;
        else {
          out.push(Uint8Array.from(held(start.quotes, start.matched)));
          start = null;
          continue;
        }
        at += 1;
        if (start.matched < FROM.length) continue;
        out.push(Uint8Array.from(held(change(start.quotes), FROM.length)));
        start = null;
      }
      return joined(out);
    },
    end() {
      const rest = start === null ? [] : held(start.quotes, start.matched);
      start = { quotes: 0, matched: 0 };
      return Uint8Array.from(rest);
    },
  };
}

/** Pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
