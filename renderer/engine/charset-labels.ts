/** Labels that say nothing about bytes above 127. */
const EMPTY_LABEL = /(charset\s*=\s*"?)(?:us-ascii|ascii|x-unknown|unknown-8bit|unknown)(?=["\s;]|$)/gi;

/**
 * Many programs write UTF-8 and name it US-ASCII or nothing known. Where the whole message is UTF-8 and uses it, such
 * a label is read as UTF-8: no other character set gives valid UTF-8 by chance. The bytes are changed for the parser
 * only, never in the store. `text` is the same message, one char a byte.
 */
export function withHonestLabels(bytes: Uint8Array, text: string): Uint8Array {
  EMPTY_LABEL.lastIndex = 0;
  if (!EMPTY_LABEL.test(text) || !usesUtf8(bytes)) return bytes;
  const mended = text.replace(EMPTY_LABEL, '$1utf-8');
  return Uint8Array.from(mended, (char) => char.charCodeAt(0));
}

function usesUtf8(bytes: Uint8Array): boolean {
  if (bytes.every((byte) => byte < 0x80)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // the decoder throws for bytes that are not UTF-8: that is the answer
  }
}
