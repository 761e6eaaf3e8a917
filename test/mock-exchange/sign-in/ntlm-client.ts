import { createCipheriv, createHash, createHmac } from 'node:crypto';
import type { Connection, Heard } from './connection.ts';

/** The password of the examples in [MS-NLMP] section 4.2, and its MD4 as printed there. */
export const PASSWORD = 'Password';
const PASSWORD_MD4 = Buffer.from('a4f49c406510bdcab6824ee7c30fd852', 'hex');
const NONCE = Buffer.alloc(8, 0xaa);
const SIGNATURE = Buffer.from('NTLMSSP\0');

/** How a client proves that it knows the password. */
export type Version = 'v2' | 'v1' | 'v1-with-nonce';
export interface Identity {
  readonly user: string;
  readonly domain: string;
}

/** The first leg. */
export function negotiateMessage(): string {
  const bytes = Buffer.alloc(32);
  SIGNATURE.copy(bytes);
  bytes.writeUInt32LE(1, 8);
  bytes.writeUInt32LE(0x2008_8207, 12);
  return bytes.toString('base64');
}

/** A type 2 message, read. Target information by item number. */
export function readChallenge(message: string) {
  const bytes = Buffer.from(message, 'base64');
  const info = new Map<number, string>();
  for (let at = bytes.readUInt32LE(44); bytes.readUInt16LE(at) !== 0; ) {
    const size = bytes.readUInt16LE(at + 2);
    info.set(bytes.readUInt16LE(at), bytes.toString('utf16le', at + 4, at + 4 + size));
    at += 4 + size;
  }
  return { type: bytes.readUInt32LE(8), challenge: bytes.subarray(24, 32), info };
}

/** The third leg. */
export function authenticateMessage(
  challenge: Buffer,
  as: Identity,
  version: Version,
  hash: Buffer = PASSWORD_MD4,
) {
  const { lm, nt } = responses(challenge, as, version, hash);
  const texts = [as.domain, as.user, 'STATION'].map((text) => Buffer.from(text, 'utf16le'));
  const fields = [lm, nt, ...texts, Buffer.alloc(0)];
  const head = Buffer.alloc(64);
  SIGNATURE.copy(head);
  head.writeUInt32LE(3, 8);
  let offset = head.length;
  for (const [index, field] of fields.entries()) {
    head.writeUInt16LE(field.length, 12 + 8 * index);
    head.writeUInt16LE(field.length, 14 + 8 * index);
    head.writeUInt32LE(offset, 16 + 8 * index);
    offset += field.length;
  }
  head.writeUInt32LE(0x0000_8205, 60);
  return Buffer.concat([head, ...fields]).toString('base64');
}

function responses(challenge: Buffer, { user, domain }: Identity, version: Version, hash: Buffer) {
  if (version === 'v1') return { lm: Buffer.alloc(24), nt: desResponse(hash, challenge) };
  if (version === 'v1-with-nonce') {
    const mixed = createHash('md5').update(challenge).update(NONCE).digest().subarray(0, 8);
    return { lm: Buffer.concat([NONCE, Buffer.alloc(16)]), nt: desResponse(hash, mixed) };
  }
  const key = createHmac('md5', hash)
    .update(Buffer.from(user.toUpperCase() + domain, 'utf16le'))
    .digest();
  const blob = Buffer.concat([
    Buffer.from('0101000000000000', 'hex'),
    Buffer.alloc(8),
    NONCE,
    Buffer.alloc(12),
  ]);
  const proof = createHmac('md5', key).update(challenge).update(blob).digest();
  return { lm: Buffer.alloc(24), nt: Buffer.concat([proof, blob]) };
}

function desResponse(hash: Buffer, data: Buffer): Buffer {
  const filled = Buffer.concat([hash, Buffer.alloc(5)]);
  const parts = [0, 7, 14].map((at) => {
    const bits = [...filled.subarray(at, at + 7)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const key = Buffer.from((bits.match(/.{7}/g) ?? []).map((seven) => Number.parseInt(`${seven}0`, 2)));
    return createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null)
      .setAutoPadding(false)
      .update(data);
  });
  return Buffer.concat(parts);
}

/** All three legs on a connection; the answer to the last. */
export async function signIn(
  connection: Connection,
  path: string,
  options: Partial<Identity> & {
    readonly version?: Version;
    readonly scheme?: string;
    readonly method?: string;
    readonly hash?: Buffer;
  } = {},
): Promise<Heard> {
  const { user = 'alex', domain = 'EXAMPLE', version = 'v2', scheme = 'NTLM', method = 'PROPFIND' } = options;
  const leg = (message: string) =>
    connection.ask(method, path, { Authorization: `${scheme} ${message}`, Depth: '0' });
  const asked = String((await leg(negotiateMessage())).headers['www-authenticate']);
  const { challenge } = readChallenge(asked.slice(scheme.length + 1));
  return leg(authenticateMessage(challenge, { user, domain }, version, options.hash));
}
