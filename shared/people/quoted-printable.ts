/** Lines of a vCard 2.1 whose quoted value goes on in the next line, which an equals sign at the end says, as one. */
export function joinQuoted(text: string): string {
  if (!/quoted-printable/i.test(text)) return text;
  const joined: string[] = [];
  let isOpen = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (isOpen) joined.push(`${(joined.pop() ?? '').slice(0, -1)}${line}`);
    else joined.push(line);
    const whole = joined.at(-1) ?? '';
    isOpen = whole.endsWith('=') && /^[^:]*quoted-printable[^:]*:/i.test(whole);
  }
  return joined.join('\n');
}

/** Quoted-printable text (RFC 2045 section 6.7) in a charset; one that nobody knows, or that does not fit, is taken for Latin-1. */
export function decodeQuoted(value: string, charset: string): string {
  const bytes: number[] = [];
  const mark = /=([0-9A-Fa-f]{2})|[^]/gu;
  for (const [char, hex] of value.matchAll(mark)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else bytes.push(...utf8(char));
  }
  try {
    return new TextDecoder(charset.trim(), { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return new TextDecoder('windows-1252').decode(Uint8Array.from(bytes));
  }
}

/** A character that stands for itself, though it should be quoted; half of one is none. */
function utf8(char: string): readonly number[] {
  if (char < '\x80') return [char.charCodeAt(0)];
  if (/\p{Cs}/u.test(char)) return [];
  return [...encodeURIComponent(char).matchAll(/%(..)/g)].map(([, hex = '']) => Number.parseInt(hex, 16));
}
