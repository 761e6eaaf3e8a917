import { BerFault, type BerNode, INTEGER, oidOf, octetsOf, readBer, SEQUENCE, SET, timeOf } from './ber.ts';

/** A signature as CMS (RFC 5652 section 5) has it; nothing of it is checked yet. */
export interface SignedData {
  /** What was signed, where it is inside. */
  readonly content: Uint8Array | null;
  readonly contentType: string;
  /** DER, as they came. */
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}
export interface SignerInfo {
  /** Names the certificate: issuer and serial number as DER, or the identifier of its key. */
  readonly sid:
    | { readonly kind: 'issuer'; readonly issuer: Uint8Array; readonly serial: Uint8Array }
    | { readonly kind: 'key'; readonly keyId: Uint8Array };
  readonly digest: string;
  readonly method: string;
  /** Of the method, where it has any (RSASSA-PSS). */
  readonly parameters: BerNode | null;
  readonly signature: Uint8Array;
  /** What the signature is over, as DER of a SET; null: it is over the content itself. */
  readonly attributes: Uint8Array | null;
  readonly messageDigest: Uint8Array | null;
  readonly attributedType: string | null;
  readonly signedAt: number | null;
}

export type Cms = { readonly kind: 'signed'; readonly data: SignedData } | { readonly kind: 'encrypted' };

const SIGNED = '1.2.840.113549.1.7.2';
/** Enveloped, encrypted, authenticated-enveloped data. */
const ENCRYPTED = ['1.2.840.113549.1.7.3', '1.2.840.113549.1.7.6', '1.2.840.113549.1.9.16.1.23'];
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const TAGGED_0 = 0xa0;
const KEY_ID = 0x80;

/** More are an attack on their reader. */
const MOST_CERTIFICATES = 30;
const MOST_SIGNERS = 10;

/** Reads a CMS object. Throws BerFault for what is none. */
export function readCms(bytes: Uint8Array): Cms {
  const [type, wrapped] = readBer(bytes).parts;
  const kind = oidOf(type);
  if (ENCRYPTED.includes(kind)) return { kind: 'encrypted' };
  const inside = wrapped?.parts[0];
  if (kind !== SIGNED || !inside) throw new BerFault(`not signed data (${kind})`);
  return { kind: 'signed', data: readSignedData(inside) };
}

function readSignedData({ parts }: BerNode): SignedData {
  const [, , encapsulated, ...rest] = parts;
  const [contentType, content] = encapsulated?.parts ?? [];
  const certificates = rest.find(({ tag }) => tag === TAGGED_0)?.parts ?? [];
  const signers = rest.find(({ tag }) => tag === SET)?.parts ?? [];
  if (certificates.length > MOST_CERTIFICATES || signers.length > MOST_SIGNERS)
    throw new BerFault('too many certificates or signers');
  const octets = content?.parts[0];
  return {
    contentType: oidOf(contentType),
    content: octets ? octetsOf(octets) : null,
    certificates: certificates.filter(({ tag }) => tag === SEQUENCE).map(({ raw }) => raw),
    signers: signers.map(readSigner),
  };
}

function readSigner({ parts }: BerNode): SignerInfo {
  const [, sid, digest, ...rest] = parts;
  const attributes = rest[0]?.tag === TAGGED_0 ? rest[0] : null;
  const [method, signature] = attributes ? rest.slice(1) : rest;
  if (!sid || !signature) throw new BerFault('a signer without signature');
  const valueOf = (oid: string): BerNode | undefined =>
    attributes?.parts.find((each) => oidOf(each.parts[0]) === oid)?.parts[1]?.parts[0];
  const attributedDigest = valueOf(MESSAGE_DIGEST);
  const attributedType = valueOf(CONTENT_TYPE);
  return {
    sid: readSid(sid),
    digest: oidOf(digest?.parts[0]),
    method: oidOf(method?.parts[0]),
    parameters: method?.parts[1] ?? null,
    signature: octetsOf(signature),
    attributes: attributes ? asSet(attributes.raw) : null,
    messageDigest: attributedDigest ? octetsOf(attributedDigest) : null,
    attributedType: attributedType ? oidOf(attributedType) : null,
    signedAt: timeOf(valueOf(SIGNING_TIME)),
  };
}

function readSid(sid: BerNode): SignerInfo['sid'] {
  if (sid.tag === KEY_ID) return { kind: 'key', keyId: sid.content };
  const [issuer, serial] = sid.parts;
  if (!issuer || serial?.tag !== INTEGER) throw new BerFault('a signer without name');
  return { kind: 'issuer', issuer: issuer.raw, serial: serial.content };
}

/** RFC 5652 section 5.4: the signature is over the attributes as a SET, not with the tag that they have here. */
function asSet(raw: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(raw);
  copy[0] = SET;
  return copy;
}
