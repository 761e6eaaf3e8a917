import type { Entity } from './part/part.ts';

type Digest = NonNullable<Entity['digest']>;
const ORDER = ['sha-256', 'sha-512', 'md5'] as const;
const NAMES: Readonly<Record<string, Digest['algorithm']>> = {
  'sha-256': 'sha-256',
  'sha-512': 'sha-512',
  md5: 'md5',
};

/**
 * The checksum of the whole entity where a header gives it: Repr-Digest (RFC 9530), Digest (RFC 3230); Content-Digest
 * and Content-MD5 (RFC 1864) only where the answer is the whole entity, because they are of the answer's own bytes.
 */
export function digestOf(headers: ReadonlyMap<string, string>, isWhole: boolean): Digest | null {
  const lists = ['repr-digest', 'digest', ...(isWhole ? ['content-digest'] : [])];
  const found = lists.flatMap((name) => listed(headers.get(name) ?? ''));
  const md5 = isWhole ? (headers.get('content-md5')?.trim() ?? '') : '';
  if (isBase64(md5, 16)) found.push({ algorithm: 'md5', base64: md5 });
  for (const algorithm of ORDER) {
    const digest = found.find((each) => each.algorithm === algorithm);
    if (digest) return digest;
  }
  return null;
}

/** `sha-256=:…:, md5=…`: with colons in RFC 9530, without in RFC 3230. */
function listed(text: string): Digest[] {
  return text.split(',').flatMap((entry) => {
    const [, name = '', base64 = ''] = /^\s*([\w-]+)\s*=\s*:?([A-Za-z0-9+/]+=*):?\s*$/.exec(entry) ?? [];
    const algorithm = Object.hasOwn(NAMES, name.toLowerCase()) ? NAMES[name.toLowerCase()] : undefined;
    return algorithm && isBase64(base64, BYTES[algorithm]) ? [{ algorithm, base64 }] : [];
  });
}

const BYTES: Readonly<Record<Digest['algorithm'], number>> = { 'sha-256': 32, 'sha-512': 64, md5: 16 };

function isBase64(text: string, bytes: number): boolean {
  return text !== '' && Buffer.from(text, 'base64').byteLength === bytes;
}
