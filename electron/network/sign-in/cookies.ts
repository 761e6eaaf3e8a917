/** The cookies of one session with one origin, in memory only. */
export interface Cookies {
  /** Takes over what an answer sets or takes away (RFC 6265 5.2, as far as one origin and one path need it). */
  take(setCookies: readonly string[]): void;
  /** For the Cookie header; null where there is none. */
  header(): string | null;
  clear(): void;
}

export function createCookies(now: () => number): Cookies {
  const held = new Map<string, string>();
  return {
    take(setCookies) {
      for (const line of setCookies) {
        const [pair = '', ...attributes] = line.split(';');
        const at = pair.indexOf('=');
        const name = pair.slice(0, at).trim();
        const value = pair.slice(at + 1).trim();
        if (at <= 0 || name === '') continue;
        if (value === '' || isPast(attributes, now())) held.delete(name);
        else held.set(name, value);
      }
    },
    header: () => (held.size === 0 ? null : [...held].map(([name, value]) => `${name}=${value}`).join('; ')),
    clear: () => held.clear(),
  };
}

function isPast(attributes: readonly string[], now: number): boolean {
  for (const attribute of attributes) {
    const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(attribute) ?? [];
    // Max-Age wins over Expires where both are there, and Exchange sends the second only.
    if (/^max-age$/i.test(name)) return Number(value) <= 0;
    // `Thu, 01-Jan-1970 00:00:00 GMT`: the hyphens are the old form.
    if (/^expires$/i.test(name)) return Date.parse(value.replaceAll('-', ' ')) <= now;
  }
  return false;
}
