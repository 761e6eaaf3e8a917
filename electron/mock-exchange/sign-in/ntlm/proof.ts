import { createCipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import md4 from 'js-md4';
import type { ClientMessage } from './messages.ts';

type Response = Extract<ClientMessage, { type: 3 }>;

/**
 * True where the answer proves this password against the challenge: NTLMv2, NTLMv1, or NTLMv1 with a nonce of the client
 * ("NTLM2 session response", [MS-NLMP] section 3.3). LM alone, which has no NT response, proves nothing here.
 */
export function provesPassword(response: Response, challenge: Buffer, password: string): boolean {
  const { nt, lm } = response;
  const key = Buffer.from(md4.arrayBuffer(Buffer.from(password, 'utf16le')));
  if (nt.length > 24) return provesVersion2(response, challenge, key);
  if (nt.length !== 24) return false;
  // 8 bytes of nonce and 16 zeros instead of an LM response.
  const hasNonce = lm.length === 24 && lm.subarray(8).every((byte) => byte === 0);
  const mixed = hasNonce ? md5(challenge, lm.subarray(0, 8)).subarray(0, 8) : challenge;
  return (
    timingSafeEqual(desResponse(key, mixed), nt) ||
    // An LM response could end in 16 zeros of its own accord.
    timingSafeEqual(desResponse(key, challenge), nt)
  );
}

/** 16 bytes of proof, then the blob that was proved together with the challenge. */
function provesVersion2({ nt, user, domain }: Response, challenge: Buffer, key: Buffer): boolean {
  const ownerKey = hmacMd5(key, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
  return timingSafeEqual(hmacMd5(ownerKey, challenge, nt.subarray(16)), nt.subarray(0, 16));
}

/** DESL of [MS-NLMP] section 6: the key, filled up to 21 bytes, as three DES keys over the same 8 bytes. */
function desResponse(key: Buffer, data: Buffer): Buffer {
  const filled = Buffer.concat([key, Buffer.alloc(5)]);
  return Buffer.concat([0, 7, 14].map((at) => des(filled.subarray(at, at + 7), data)));
}

/**
 * Plain DES of one block. OpenSSL 3 only offers it as triple DES, which with three equal keys is the same (and a block
 * under CBC with a zero vector is a block under ECB, which Electron's BoringSSL lacks).
 */
function des(key56: Buffer, block: Buffer): Buffer {
  const key = spread(key56);
  const cipher = createCipheriv('des-ede3-cbc', Buffer.concat([key, key, key]), Buffer.alloc(8));
  return cipher.setAutoPadding(false).update(block);
}

/** 7 bytes of key as 8: each takes 7 bits and a parity bit that nobody looks at. */
function spread(key56: Buffer): Buffer {
  const bits = BigInt(`0x${key56.toString('hex')}`);
  return Buffer.from(
    Array.from({ length: 8 }, (_, at) => Number((bits >> BigInt(49 - 7 * at)) & 0x7fn) << 1),
  );
}

function hmacMd5(key: Buffer, ...data: readonly Buffer[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const each of data) hmac.update(each);
  return hmac.digest();
}

function md5(...data: readonly Buffer[]): Buffer {
  const hash = createHash('md5');
  for (const each of data) hash.update(each);
  return hash.digest();
}
