/**
 * Modified UTF-7 (RFC 3501 section 5.1.3): printable ASCII stands for itself, `&` is written `&-`, the rest is UTF-16 in
 * base64 with `,` for `/` and without padding, between `&` and `-`.
 */
export function encodeMailboxName(name: string): string {
  return name.replace(/[^\x20-\x7e]+|&/g, (run) => {
    if (run === '&') return '&-';
    const utf16 = Buffer.from(run, 'utf16le').swap16();
    return `&${utf16.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}

/** What a client means, one char a byte; some write UTF-8, which is taken too. Null where the encoding is broken. */
export function decodeMailboxName(given: string): string | null {
  const text = Buffer.from(given, 'latin1').toString('utf8');
  let isBroken = false;
  const name = text.replace(/&([^-]*)(-?)/g, (_, base64: string, end: string) => {
    if (end === '' || !/^[A-Za-z0-9+,]*$/.test(base64)) isBroken = true;
    if (base64 === '') return '&';
    const bytes = Buffer.from(base64.replaceAll(',', '/'), 'base64');
    if (bytes.length === 0 || bytes.length % 2 === 1) isBroken = true;
    return isBroken ? '' : bytes.swap16().toString('utf16le');
  });
  return isBroken ? null : name;
}
