/** `begin 644 name`; the permissions tell it from prose that begins with that word. */
export const UU_BEGIN = /^begin(-base64)? ([0-7]{3,4}) (\S.*?)\s*$/;
/** The longest line that uuencode writes holds 63 bytes; some programs add a checksum character. */
const LONGEST = 86;

/**
 * Bytes of one line: its first character tells how many (POSIX uuencode). null where this is no such line: characters
 * outside the alphabet, or more than promised. Trailing blanks, which some servers cut off, count as zeros.
 */
export function decodeUuLine(line: Uint8Array): Uint8Array | null {
  const count = ((line[0] ?? 0) - 32) & 63;
  if (line.length === 0 || line.length > LONGEST || line.some((byte) => byte < 32 || byte > 96)) return null;
  if (line.length - 1 > Math.ceil(count / 3) * 4 + 2) return null;
  const out = new Uint8Array(Math.ceil(count / 3) * 3);
  const bits = (i: number) => ((line[i] ?? 32) - 32) & 63;
  for (let from = 1, at = 0; at < count; from += 4, at += 3) {
    const group = (bits(from) << 18) | (bits(from + 1) << 12) | (bits(from + 2) << 6) | bits(from + 3);
    out[at] = group >> 16;
    out[at + 1] = (group >> 8) & 255;
    out[at + 2] = group & 255;
  }
  return out.subarray(0, count);
}

/** Whether a line has exactly the characters that it promises: what follows `begin 644 name` in prose has not. */
export function isUuLine(line: Uint8Array): boolean {
  const bytes = decodeUuLine(line);
  return bytes !== null && line.length - 1 >= Math.ceil((bytes.length * 4) / 3);
}
