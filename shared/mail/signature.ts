import type { Told } from '../language/told.ts';

/** What stands in the way of calling a signature verified. */
export type SignatureProblem =
  /** The text is not the one that was signed, or the signature is not that certificate's. */
  | { readonly kind: 'changed' }
  /** The certificate of the signer is not in the message. */
  | { readonly kind: 'no-certificate' }
  /** No chain leads to an authority that this computer trusts. */
  | { readonly kind: 'unknown-issuer' }
  /** The certificate was made for others than who the message says that it is from (RFC 8550 section 3). */
  | { readonly kind: 'other-address'; readonly addresses: readonly string[] }
  /** A certificate of the chain was not valid at the time of signing. */
  | { readonly kind: 'expired' }
  /** The certificate is not for signing mail. */
  | { readonly kind: 'wrong-use' }
  /** Somebody could make another text with the same digest. */
  | { readonly kind: 'weak-digest'; readonly name: string }
  /** Too short to be safe. */
  | { readonly kind: 'weak-key' }
  /** A method that Retinue does not know. */
  | { readonly kind: 'unknown-method'; readonly name: string };

/** What is known of the signature or encryption (S/MIME, RFC 8551) of a message. */
export type SignatureReport =
  /** Only who has the key can read it; Retinue has none. */
  | { readonly kind: 'encrypted' }
  | {
      readonly kind: 'signed';
      /** All that is shown, or one part of it only: the rest could be anybody's. */
      readonly covers: 'whole' | 'part';
      /** From the certificate; empty where it names nobody. */
      readonly signer: string;
      readonly issuer: string;
      /** By the signer's own clock, ms since 1970. */
      readonly signedAt: number | null;
      /** The gravest first; empty: verified. */
      readonly problems: readonly SignatureProblem[];
    }
  /** It says that it is signed, and cannot be taken apart; or nobody could look. */
  | ({ readonly kind: 'unreadable' } & Told);

/** What was found, and what was inside of a signature that holds its content. */
export interface CheckedSignature {
  readonly report: SignatureReport;
  /** A MIME entity; null where it stands in the message itself. */
  readonly content: Uint8Array | null;
}

const GRAVITY: readonly SignatureProblem['kind'][] = [
  'changed',
  'no-certificate',
  'unknown-method',
  'other-address',
  'unknown-issuer',
  'expired',
  'wrong-use',
  'weak-digest',
  'weak-key',
];

/** The gravest first. */
export function byGravity(problems: readonly SignatureProblem[]): readonly SignatureProblem[] {
  return [...problems].sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind));
}
