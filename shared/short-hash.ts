/**
 * A text as 14 characters, the same everywhere: for indexes of texts whose length and content others choose. Sixty-four
 * bits (cyrb53's mixing, both halves kept) are no proof against somebody who looks for two texts with one hash.
 */
export function shortHash(text: string): string {
  const [a, b] = mixed(text);
  return part(b) + part(a);
}

/** The two halves of cyrb53, as signed 32-bit numbers. */
export function mixed(text: string): readonly [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [a, b];
}

function part(half: number): string {
  return (half >>> 0).toString(36).padStart(7, '0');
}
