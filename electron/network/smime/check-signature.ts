import type { X509Certificate } from 'node:crypto';
import { byGravity, type CheckedSignature, type SignatureProblem } from '../../../shared/mail/signature.ts';
import { signedPartOf } from '../../../shared/mail/signed-part.ts';
import { told } from '../../../shared/language/told.ts';
import { BerFault } from './ber.ts';
import { type Certificate, isSigners, maySign } from './certificate.ts';
import { chainEnd, readableCertificates } from './chain.ts';
import { signatureProblems } from './methods.ts';
import { readCms, type SignedData, type SignerInfo } from './signed-data.ts';

export interface SignatureFacts {
  /** The message as it came. */
  readonly bytes: Uint8Array;
  /** Addresses of From and Sender. */
  readonly from: readonly string[];
  readonly authorities: readonly X509Certificate[];
  /** ms since 1970. */
  readonly now: number;
}

/** Looks at the signature of a message; null where it has none. Revocation is not looked at: that would tell the issuer who reads. */
export function checkSignature(facts: SignatureFacts): CheckedSignature | null {
  const text = Buffer.from(facts.bytes).toString('latin1');
  const part = signedPartOf(text);
  if (!part) return null;
  try {
    const cms = readCms(decoded(part.kind === 'opaque' ? part.content : part.signature));
    if (cms.kind === 'encrypted') return { report: { kind: 'encrypted' }, content: null };
    const inside = part.kind === 'opaque' ? cms.data.content : canonical(text.slice(part.start, part.end));
    if (inside === null) throw new BerFault('nothing is signed');
    const covers = part.isWhole ? 'whole' : 'part';
    return {
      report: { kind: 'signed', covers, ...judged(cms.data, inside, facts) },
      content: part.kind === 'opaque' && part.isWhole ? inside : null,
    };
  } catch (thrown) {
    if (thrown instanceof BerFault) return { report: { kind: 'unreadable', ...UNREADABLE }, content: null };
    throw thrown;
  }
}

function judged(data: SignedData, content: Uint8Array, facts: SignatureFacts) {
  const [signer] = data.signers;
  if (!signer) throw new BerFault('nobody signed');
  const certificates = readableCertificates(data.certificates);
  const own = certificates.find((each) => isSigners(signer, each));
  const { signedAt } = signer;
  if (!own) {
    const problems: readonly SignatureProblem[] = [{ kind: 'no-certificate' }];
    return { signer: '', issuer: '', signedAt, problems };
  }
  const problems = [
    ...signatureProblems(signer, content, data.contentType, own.key),
    ...certificateProblems(signer, own, certificates, facts),
  ];
  return {
    signer: nameOf(own.x509.subject),
    issuer: nameOf(own.x509.issuer),
    signedAt,
    problems: byGravity(problems),
  };
}

function certificateProblems(
  { signedAt }: SignerInfo,
  own: Certificate,
  others: readonly Certificate[],
  { from, authorities, now }: SignatureFacts,
): readonly SignatureProblem[] {
  // A time to come is nobody's: then it is judged by today.
  const at = signedAt !== null && signedAt < now ? signedAt : now;
  const end = chainEnd(own, others, authorities, at);
  const isFrom = from.some((address) => isFor(own.x509, address));
  const uses = own.x509.keyUsage;
  const isForMail = !uses || uses.includes(MAIL_USE) || uses.includes(ANY_USE);
  return [
    ...(end === 'unknown' ? [{ kind: 'unknown-issuer' } as const] : []),
    ...(end === 'expired' ? [{ kind: 'expired' } as const] : []),
    ...(isFrom ? [] : [{ kind: 'other-address', addresses: addressesOf(own.x509) } as const]),
    ...(isForMail && maySign(own) ? [] : [{ kind: 'wrong-use' } as const]),
  ];
}

/** emailProtection, and every use (RFC 5280 section 4.2.1.12). */
const MAIL_USE = '1.3.6.1.5.5.7.3.4';
const ANY_USE = '2.5.29.37.0';

/** RFC 8550 section 3: an address of subjectAltName or of the subject. Case tells no two mailboxes apart in practice. */
function isFor(certificate: X509Certificate, address: string): boolean {
  const wanted = address.toLowerCase();
  return addressesOf(certificate).some((each) => each.toLowerCase() === wanted);
}

function addressesOf({ subject, subjectAltName }: X509Certificate): readonly string[] {
  const alternative = [...(subjectAltName ?? '').matchAll(/(?:^|, )email:([^",\s]+)/g)].map(
    ([, each = '']) => each,
  );
  const named = [...subject.matchAll(/^emailAddress=(\S+)$/gm)].map(([, each = '']) => each);
  return [...new Set([...alternative, ...named])].slice(0, 20);
}

function nameOf(subject: string): string {
  const of = (field: string) => new RegExp(`^${field}=(.+)$`, 'm').exec(subject)?.[1];
  return (of('CN') ?? of('O') ?? of('emailAddress') ?? '').slice(0, 200);
}

/** Signatures are over lines that end in CRLF (RFC 8551 section 3.1.1); some servers keep LF alone. */
function canonical(text: string): Uint8Array {
  return Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1');
}

/** base64, as S/MIME travels; or the octets themselves. */
function decoded(text: string): Uint8Array {
  return /^[A-Za-z0-9+/=\s]*$/.test(text) ? Buffer.from(text, 'base64') : Buffer.from(text, 'latin1');
}

const UNREADABLE = told(
  'This message says that it is signed, but its signature cannot be taken apart. Retinue shows the message without it. Treat it as not signed.',
);
