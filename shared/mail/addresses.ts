import type { Address } from './types.ts';

/**
 * Reads an address list as servers print it: `"Name" <address>`, `address (Name)`, a bare name or a bare address,
 * separated by commas or semicolons. Encoded words are not decoded: the server's properties are decoded already.
 * Nothing is refused: what cannot be read keeps its text in `name`.
 */
export function parseAddresses(text: string): readonly Address[] {
  return splitList(text)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseOne);
}

function parseOne(part: string): Address {
  const open = part.lastIndexOf('<');
  const close = part.indexOf('>', open);
  if (open >= 0 && close > open) {
    const address = part.slice(open + 1, close).trim();
    const name = unquote(part.slice(0, open).trim());
    return { name: name === address ? '' : name, address };
  }
  const comment = /^([^\s@]+@\S+)\s*\((.*)\)$/.exec(part);
  if (comment) return { name: comment[2] ?? '', address: comment[1] ?? '' };
  const bare = unquote(part);
  return isAddress(bare) ? { name: '', address: bare } : { name: bare, address: '' };
}

/** One `@` with something on both sides and no white space: enough to tell an address from a name. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text);
}

/** Splits at commas and semicolons that are outside quotes and angle brackets. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let angled = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (quoted && char === '\\') {
      part += char + text.charAt(i + 1);
      i += 1;
      continue;
    }
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === '<') angled = true;
    else if (!quoted && char === '>') angled = false;
    if (!quoted && !angled && (char === ',' || char === ';')) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part];
}

/**
 * A header without its comments (RFC 5322 section 3.2.2, nested and escaped ones too), and addresses without the white
 * space that obsolete forms allow around their dots (section 4.4).
 */
export function withoutComments(header: string): string {
  let kept = '';
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < header.length; i += 1) {
    const char = header.charAt(i);
    const pair = char === '\\' ? char + header.charAt(i + 1) : char;
    i += pair.length - 1;
    if (pair === '"' && depth === 0) quoted = !quoted;
    if (pair === '(' && !quoted) depth += 1;
    if (depth === 0) kept += pair;
    if (pair === ')' && !quoted) depth = Math.max(0, depth - 1);
  }
  return kept.replace(/<([^<>]*)>/g, (_, address: string) => `<${address.replace(/\s+/g, '')}>`);
}

function unquote(text: string): string {
  const inner = /^"(.*)"$/s.exec(text)?.[1] ?? /^'(.*)'$/s.exec(text)?.[1];
  return (inner ?? text).replace(/\\(.)/gs, '$1').trim();
}
