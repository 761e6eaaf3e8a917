import { boundaryOf } from './mime-outline.ts';
import { fieldOf, headerLines } from './header-fields.ts';

/** A part of a message that is signed or encrypted (RFC 8551); `start` and `end` are offsets of characters. */
export type SignedPart =
  /** multipart/signed: what was signed as it stands there, header and all, and the signature beside it. */
  | {
      readonly kind: 'detached';
      readonly isWhole: boolean;
      readonly start: number;
      readonly end: number;
      readonly signature: string;
    }
  /** application/pkcs7-mime: what is signed or encrypted is inside. */
  | { readonly kind: 'opaque'; readonly isWhole: boolean; readonly content: string };

const MOST_LEVELS = 10;
const MOST_PARTS = 200;

/** The first such part, outermost first. `text` holds one char a byte; null where there is none. */
export function signedPartOf(text: string): SignedPart | null {
  let seen = 0;
  const look = (start: number, end: number, level: number): SignedPart | null => {
    seen += 1;
    if (level > MOST_LEVELS || seen > MOST_PARTS) return null;
    const { fields, body } = headOf(text, start, end);
    const type = fieldOf(fields, 'content-type') ?? '';
    const isWhole = level === 0;
    if (/^\s*application\/(?:x-)?pkcs7-mime\b/i.test(type))
      return { kind: 'opaque', isWhole, content: text.slice(body, end) };
    const boundary = boundaryOf(type);
    if (boundary === null) return null;
    const parts = partsIn(text, body, end, boundary);
    const [first, second] = parts;
    if (/^\s*multipart\/signed\b/i.test(type) && first && second) {
      const signature = headOf(text, second.start, second.end);
      if (/^\s*application\/(?:x-)?pkcs7-signature\b/i.test(fieldOf(signature.fields, 'content-type') ?? ''))
        return { kind: 'detached', isWhole, ...first, signature: text.slice(signature.body, second.end) };
    }
    for (const part of parts) {
      const found = look(part.start, part.end, level + 1);
      if (found) return found;
    }
    return null;
  };
  return look(0, text.length, 0);
}

/** Where the parts of a multipart stand. The line break before a dividing line belongs to it (RFC 2046 section 5.1.1). */
function partsIn(
  text: string,
  from: number,
  end: number,
  boundary: string,
): readonly { readonly start: number; readonly end: number }[] {
  const parts: { readonly start: number; readonly end: number }[] = [];
  let open: number | null = null;
  let at = from;
  while (at < end && parts.length < MOST_PARTS) {
    const found = text.indexOf('\n', at);
    const next = found < 0 || found >= end ? end : found + 1;
    const line = text.startsWith(`--${boundary}`, at) ? text.slice(at + 2, next).trimEnd() : '';
    if (line === boundary || line === `${boundary}--`) {
      if (open !== null) parts.push({ start: open, end: beforeBreak(text, at) });
      open = line === boundary ? next : null;
    }
    at = next;
  }
  return parts;
}

function beforeBreak(text: string, at: number): number {
  const isPair = text.charAt(at - 2) === '\r';
  return at - (isPair ? 2 : 1);
}

function headOf(text: string, start: number, end: number) {
  const blank = /\r?\n\r?\n/g;
  // A part may begin with the empty line that ends a header of no fields.
  const own = /^\r?\n/.exec(text.slice(start, start + 2));
  if (own) return { fields: [], body: start + own[0].length };
  blank.lastIndex = start;
  const found = blank.exec(text);
  const head = found && found.index < end ? found.index : end;
  const fields = headerLines(text.slice(start, head)).map(
    ({ name, value }) => [name.toLowerCase(), value] as const,
  );
  return { fields, body: found && found.index < end ? found.index + found[0].length : end };
}
