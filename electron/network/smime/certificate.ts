import { type KeyObject, X509Certificate } from 'node:crypto';
import { BITS, type BerNode, oidOf, readBer, SEQUENCE } from './ber.ts';
import type { SignerInfo } from './signed-data.ts';

/** A certificate, and what Node's own reader does not tell of it. */
export interface Certificate {
  readonly x509: X509Certificate;
  readonly key: KeyObject;
  /** Name of the issuer as DER, and the serial number's octets. */
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly keyId: Uint8Array | null;
  /** Bits of keyUsage (RFC 5280 section 4.2.1.3), the first one highest; null: it is not limited. */
  readonly usage: number | null;
  /** Certificates that may follow below it; null: it is not limited. */
  readonly pathLength: number | null;
  /** A condition that has to be understood and is not. */
  readonly hasUnknownCondition: boolean;
}

const KEY_USAGE = '2.5.29.15';
const BASIC = '2.5.29.19';
const KEY_ID = '2.5.29.14';
/** Read here or by Node, or about where to learn more: names, policies, other uses. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  KEY_USAGE,
  BASIC,
  KEY_ID,
  '2.5.29.17',
  '2.5.29.37',
  '2.5.29.32',
]);
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const BOOLEAN = 0x01;
const INTEGER = 0x02;

/** Reads a certificate in DER. Throws where it is none. */
export function readCertificate(der: Uint8Array): Certificate {
  const x509 = new X509Certificate(Buffer.from(der));
  const fields = readBer(der).parts[0]?.parts ?? [];
  const [serial, , issuer] = fields[0]?.tag === VERSION ? fields.slice(1) : fields;
  const list = fields.find(({ tag }) => tag === EXTENSIONS)?.parts[0]?.parts ?? [];
  const extensions = list.filter(({ tag }) => tag === SEQUENCE).map(readExtension);
  const inside = (oid: string) => extensions.find((each) => each.oid === oid)?.value;
  return {
    x509,
    // Read at once: where it is damaged, Node throws at the first look.
    key: x509.publicKey,
    issuer: issuer?.raw ?? new Uint8Array(),
    serial: serial?.content ?? new Uint8Array(),
    keyId: inside(KEY_ID)?.content ?? null,
    usage: usageOf(inside(KEY_USAGE)),
    pathLength:
      inside(BASIC)
        ?.parts.find(({ tag }) => tag === INTEGER)
        ?.content.at(-1) ?? null,
    hasUnknownCondition: extensions.some(({ oid, isCritical }) => isCritical && !UNDERSTOOD.has(oid)),
  };
}

/** True for the certificate that a signer names. */
export function isSigners({ sid }: SignerInfo, { issuer, serial, keyId }: Certificate): boolean {
  if (sid.kind === 'key') return keyId !== null && isSame(sid.keyId, keyId);
  return isSame(sid.issuer, issuer) && isSame(sid.serial, serial);
}

/** digitalSignature or nonRepudiation. */
export function maySign({ usage }: Certificate): boolean {
  return usage === null || (usage & 0b1100_0000) !== 0;
}

/** keyCertSign. */
export function mayIssue({ usage, x509 }: Certificate): boolean {
  return x509.ca && (usage === null || (usage & 0b0000_0100) !== 0);
}

function readExtension({ parts }: BerNode): {
  readonly oid: string;
  readonly isCritical: boolean;
  readonly value: BerNode | undefined;
} {
  const [id, ...rest] = parts;
  const isCritical = rest[0]?.tag === BOOLEAN && rest[0].content[0] !== 0;
  const octets = rest.at(-1)?.content;
  return { oid: oidOf(id), isCritical, value: octets ? readBer(octets) : undefined };
}

function usageOf(node: BerNode | undefined): number | null {
  return node?.tag === BITS ? (node.content[1] ?? 0) : null;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
