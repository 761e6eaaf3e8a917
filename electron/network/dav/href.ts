/**
 * Addresses in answers. Real servers print other schemes, hosts and ports than the one that was asked (front ends,
 * proxies), so only the path of an href is kept and every request goes to the configured origin (reference 8).
 */

/**
 * The path to ask for, in the server's own spelling. Only what cannot stand in a request line is escaped: blanks,
 * controls, non-ASCII, a stray `#` (subject-based names, the submission URI), `?`, `\` and a `%` that escapes nothing.
 */
export function requestPath(href: string): string {
  const path = withoutOrigin(href)
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/[^!$&'()*+,\-./0-9:;=@A-Z_a-z~%]+/g, (text) => percent(text));
  return path.startsWith('/') ? path : `/${path}`;
}

/** A path's identity: decoded once, without origin and trailing slash. */
export function identityPath(href: string): string {
  const path = withoutOrigin(href).replace(/\/+$/, '');
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes; // not UTF-8: the spelling itself is then the identity
    }
  });
}

/** For comparing only: the store's names are case-insensitive (reference 1.3). */
export function comparablePath(href: string): string {
  return identityPath(href).toLowerCase();
}

/** The last segment, decoded: a name to show where the server gives none. */
export function lastSegment(href: string): string {
  return identityPath(href).split('/').pop() ?? '';
}

/** The path with a trailing slash, as collections and the bulk methods want it. */
export function collectionPath(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function withoutOrigin(href: string): string {
  return href.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
}

function percent(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
