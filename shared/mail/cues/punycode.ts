/** Parameters of punycode (RFC 3492 section 5). */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const LAST_CODE = 0x10_ff_ff;

/** A host with its `xn--` labels written in letters; a label that is no punycode stays as it is. */
export function unicodeHost(host: string): string {
  return host
    .split('.')
    .map((label) => (/^xn--/i.test(label) ? (decode(label.slice(4).toLowerCase()) ?? label) : label))
    .join('.');
}

/** RFC 3492 section 6.2; null for what nobody could have encoded. */
function decode(text: string): string | null {
  const end = text.lastIndexOf('-');
  const output = Array.from(text.slice(0, Math.max(0, end)), (char) => char.codePointAt(0) ?? 0);
  let code = FIRST_CODE;
  let bias = FIRST_BIAS;
  let insertion = 0;
  for (let at = end < 0 ? 0 : end + 1; at < text.length; ) {
    const before = insertion;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(text.charCodeAt(at));
      at += 1;
      if (digit === null) return null;
      insertion += digit * weight;
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > Number.MAX_SAFE_INTEGER / BASE) return null;
    }
    const length = output.length + 1;
    bias = adapted(insertion - before, length, before === 0);
    code += Math.floor(insertion / length);
    if (code > LAST_CODE) return null;
    insertion %= length;
    output.splice(insertion, 0, code);
    insertion += 1;
  }
  return String.fromCodePoint(...output);
}

function digitOf(char: number): number | null {
  if (char >= 0x61 && char <= 0x7a) return char - 0x61;
  if (char >= 0x30 && char <= 0x39) return char - 0x30 + 26;
  return null;
}

function adapted(delta: number, length: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? DAMP : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
