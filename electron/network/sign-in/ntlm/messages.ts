import { AV, type AvPair, type Challenge, writePairs } from './challenge.ts';
import { hmacMd5, proofOf } from './proof.ts';

/** Who signs a connection in, and by which name the server takes NTLM. */
export interface NtlmIdentity {
  readonly scheme: 'NTLM' | 'Negotiate';
  /** `DOMAIN\name`, `name@example.com` or a plain name. */
  readonly user: string;
  readonly password: string;
}
/** What makes two answers to one challenge different. */
export interface Chance {
  /** 8 bytes. */
  readonly nonce: Buffer;
  /** Unix time, ms; a server that tells its own is believed. */
  readonly now: number;
}

/** [MS-NLMP] section 2.2.2.5. Signing of messages is not asked for: TLS does that. */
const FLAG = {
  unicode: 0x0000_0001,
  requestTarget: 0x0000_0004,
  ntlm: 0x0000_0200,
  alwaysSign: 0x0000_8000,
  extendedSessionSecurity: 0x0008_0000,
  targetInfo: 0x0080_0000,
  key128: 0x2000_0000,
} as const;
const ASKED =
  FLAG.unicode |
  FLAG.requestTarget |
  FLAG.ntlm |
  FLAG.alwaysSign |
  FLAG.extendedSessionSecurity |
  FLAG.targetInfo |
  FLAG.key128;
const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Signature, type, six fields and flags; then a version that says nothing, and the integrity code. */
const HEAD_BYTES = 88;
const CODE_AT = 72;
/** In the AV pair of flags: the message carries an integrity code. */
const HAS_CODE = 2;
/** 1601 to 1970 in 100 ns. */
const EPOCH = 116_444_736_000_000_000n;

/** Message type 1: what we can do. It names nobody and no machine. */
export function negotiateMessage(): Buffer {
  const bytes = Buffer.alloc(32);
  SIGNATURE.copy(bytes);
  bytes.writeUInt32LE(1, 8);
  bytes.writeUInt32LE(ASKED, 12);
  return bytes;
}

/**
 * Message type 3: the proof. A server that told its time also looks for an integrity code over all three messages
 * ([MS-NLMP] section 3.1.5.1.2).
 */
export function authenticateMessage(
  identity: NtlmIdentity,
  { flags, challenge, bytes, pairs }: Challenge,
  { nonce, now }: Chance,
): Buffer {
  const { user, domain } = nameOf(identity.user, pairs);
  const told = pairs.find(({ id }) => id === AV.time)?.value;
  const serverToldTime = told?.length === 8;
  const proof = proofOf({
    user,
    domain,
    password: identity.password,
    challenge,
    nonce,
    time: serverToldTime ? told.readBigUInt64LE() : EPOCH + BigInt(Math.floor(now)) * 10_000n,
    targetInfo: writePairs(serverToldTime ? withCode(pairs) : pairs),
    serverToldTime,
  });
  const names = [domain, user, ''].map((text) => Buffer.from(text, 'utf16le'));
  const message = written([proof.lm, proof.nt, ...names, Buffer.alloc(0)], (flags & ASKED) | FLAG.unicode);
  if (serverToldTime) hmacMd5(proof.sessionKey, negotiateMessage(), bytes, message).copy(message, CODE_AT);
  return message;
}

/** A plain name is one of the domain that the server says it is in; `name@example.com` needs none. */
function nameOf(
  entered: string,
  pairs: readonly AvPair[],
): { readonly user: string; readonly domain: string } {
  const at = entered.indexOf('\\');
  if (at >= 0) return { domain: entered.slice(0, at), user: entered.slice(at + 1) };
  if (entered.includes('@')) return { domain: '', user: entered };
  const own = pairs.find(({ id }) => id === AV.netbiosDomain)?.value.toString('utf16le') ?? '';
  return { domain: own, user: entered };
}

function withCode(pairs: readonly AvPair[]): readonly AvPair[] {
  const old = pairs.find(({ id }) => id === AV.flags)?.value;
  const value = Buffer.alloc(4);
  value.writeUInt32LE(((old?.length === 4 ? old.readUInt32LE() : 0) | HAS_CODE) >>> 0);
  return [...pairs.filter(({ id }) => id !== AV.flags), { id: AV.flags, value }];
}

function written(fields: readonly Buffer[], flags: number): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  SIGNATURE.copy(head);
  head.writeUInt32LE(3, 8);
  let offset = HEAD_BYTES;
  for (const [nth, { length }] of fields.entries()) {
    const at = 12 + 8 * nth;
    head.writeUInt16LE(length, at);
    head.writeUInt16LE(length, at + 2);
    head.writeUInt32LE(offset, at + 4);
    offset += length;
  }
  head.writeUInt32LE(flags >>> 0, 60);
  return Buffer.concat([head, ...fields]);
}
