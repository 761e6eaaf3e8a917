import { createHmac } from 'node:crypto';
import md4 from 'js-md4';

/** What proves a password against one challenge, without showing it ([MS-NLMP] section 3.3.2). */
export interface Proof {
  /** NTProofStr and the blob that it covers. */
  readonly nt: Buffer;
  /** LMv2, or zeros where the server told its time. The old LM response, from which a password can be found, is never made. */
  readonly lm: Buffer;
  /** The key that an integrity code is made with; no key is exchanged. */
  readonly sessionKey: Buffer;
}
export interface Proving {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
  /** 8 bytes of the server's and 8 of ours. */
  readonly challenge: Buffer;
  readonly nonce: Buffer;
  /** FILETIME: 100 ns since 1601. */
  readonly time: bigint;
  /** AV pairs as they go back to the server, with their end. */
  readonly targetInfo: Buffer;
  readonly serverToldTime: boolean;
}

/** NTLMv2 and nothing older, whatever the server offers: it could be somebody else. */
export function proofOf(proving: Proving): Proof {
  const { challenge, nonce, targetInfo } = proving;
  const key = ownerKey(proving);
  const head = Buffer.alloc(28);
  head.writeUInt16LE(0x0101, 0);
  head.writeBigUInt64LE(proving.time, 8);
  nonce.copy(head, 16);
  const blob = Buffer.concat([head, targetInfo, Buffer.alloc(4)]);
  const proof = hmacMd5(key, challenge, blob);
  return {
    nt: Buffer.concat([proof, blob]),
    lm: proving.serverToldTime ? Buffer.alloc(24) : Buffer.concat([hmacMd5(key, challenge, nonce), nonce]),
    sessionKey: hmacMd5(key, proof),
  };
}

/** NTOWFv2. The domain keeps its case, the name does not ([MS-NLMP] section 3.3.2). */
export function ownerKey({ user, domain, password }: Pick<Proving, 'user' | 'domain' | 'password'>): Buffer {
  // Neither Node's OpenSSL 3 nor Electron's BoringSSL has MD4 any more.
  const hash = Buffer.from(md4.arrayBuffer(Buffer.from(password, 'utf16le')));
  return hmacMd5(hash, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
}

export function hmacMd5(key: Buffer, ...data: readonly Buffer[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const each of data) hmac.update(each);
  return hmac.digest();
}
