import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import type { SignatureProblem } from '../../../shared/mail/signature.ts';
import { type BerNode, oidOf } from './ber.ts';
import type { SignerInfo } from './signed-data.ts';

interface Digest {
  readonly name: string;
  readonly shown: string;
  readonly isWeak: boolean;
}

const DIGESTS: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.2.5': { name: 'md5', shown: 'MD5', isWeak: true },
  '1.3.14.3.2.26': { name: 'sha1', shown: 'SHA-1', isWeak: true },
  '2.16.840.1.101.3.4.2.4': { name: 'sha224', shown: 'SHA-224', isWeak: false },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', shown: 'SHA-256', isWeak: false },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', shown: 'SHA-384', isWeak: false },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', shown: 'SHA-512', isWeak: false },
};

/** Signing methods that name their digest; the others take that of the signer. */
const OWN_DIGEST: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5',
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.113549.1.1.14': 'sha224',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.1': 'sha224',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
const RSA = '1.2.840.113549.1.1.1';
const PSS = '1.2.840.113549.1.1.10';
const EC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';

/** Whether the signer signed exactly this content, and how well. Empty: so they did. */
export function signatureProblems(
  signer: SignerInfo,
  content: Uint8Array,
  contentType: string,
  key: KeyObject,
): readonly SignatureProblem[] {
  const digest = DIGESTS[signer.digest];
  if (!digest) return [{ kind: 'unknown-method', name: signer.digest }];
  const weak: readonly SignatureProblem[] = digest.isWeak
    ? [{ kind: 'weak-digest', name: digest.shown }]
    : [];
  const bits = key.asymmetricKeyDetails?.modulusLength;
  const short: readonly SignatureProblem[] = bits !== undefined && bits < 2048 ? [{ kind: 'weak-key' }] : [];
  const isTrue = isContents(signer, content, contentType, digest)
    ? isSignature(signer, content, key, digest)
    : false;
  if (isTrue === null) return [{ kind: 'unknown-method', name: signer.method }];
  return [...(isTrue ? [] : [{ kind: 'changed' } as const]), ...weak, ...short];
}

/** RFC 5652 section 5.3: the signed attributes have to name the content's type and its digest. */
function isContents(signer: SignerInfo, content: Uint8Array, contentType: string, { name }: Digest): boolean {
  if (signer.attributes === null) return true;
  if (signer.attributedType !== contentType || signer.messageDigest === null) return false;
  return createHash(name).update(content).digest().equals(signer.messageDigest);
}

/** null: by a method that is not known here. */
function isSignature(
  { method, parameters, attributes, signature }: SignerInfo,
  content: Uint8Array,
  key: KeyObject,
  digest: Digest,
): boolean | null {
  const over = attributes ?? content;
  const kind = key.asymmetricKeyType;
  try {
    if (method === PSS) {
      const hash = pssDigest(parameters);
      if (!hash || !kind?.startsWith('rsa')) return null;
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      return verify(hash, over, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_AUTO }, signature);
    }
    if (method === ED25519) return kind === 'ed25519' ? verify(null, over, key, signature) : false;
    const hash = OWN_DIGEST[method] ?? (method === RSA || method === EC ? digest.name : undefined);
    if (hash === undefined) return null;
    const isRsa = method.startsWith('1.2.840.113549.1.1.');
    return kind === (isRsa ? 'rsa' : 'ec') ? verify(hash, over, key, signature) : false;
  } catch {
    return null; // the cryptography of this Node refuses the method, or the key
  }
}

/** RFC 4055 section 3.1: SHA-1 where it is not said. */
function pssDigest(parameters: BerNode | null): string | undefined {
  const named = parameters?.parts.find(({ tag }) => tag === 0xa0);
  if (!named) return 'sha1';
  return DIGESTS[oidOf(named.parts[0]?.parts[0])]?.name;
}
