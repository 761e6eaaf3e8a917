/** The two cookies of forms sign-in, as the server writes and reads them (reference 2.2). */

/** Both are taken back with this date. */
const GONE = 'expires=Thu, 01-Jan-1970 00:00:00 GMT';

export const COOKIES_GONE: readonly string[] = [`sessionid=; path=/; ${GONE}`, `cadata=; path=/; ${GONE}`];

export function sessionCookie(guid: string): string {
  return `sessionid=${guid},0x409; path=/`;
}

/** `secure` only where the client came by https: over http it would never send the cookie back. */
export function cadataCookie(value: string, origin: string): string {
  return `cadata="${value}"; HttpOnly; ${origin.startsWith('https:') ? 'secure; ' : ''}path=/`;
}

/** The value of `cadata` in a Cookie header; some clients lose the quotes. */
export function cadataOf(header: string | undefined): string | null {
  return /(?:^|;)\s*cadata="?([^";]+)"?\s*(?:;|$)/i.exec(header ?? '')?.[1]?.trim() ?? null;
}
