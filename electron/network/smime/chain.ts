import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { type Certificate, mayIssue, readCertificate } from './certificate.ts';

/** Longer chains are built by nobody. */
const MOST_LINKS = 8;

/** How a chain ends: trusted, trusted but for a date, or nowhere. */
export type ChainEnd = 'trusted' | 'expired' | 'unknown';

/** Authorities that signatures may lead to: those that Node knows and those of the system, read when first asked for. */
export function createAuthorities(system: readonly string[]): () => readonly X509Certificate[] {
  let read: readonly X509Certificate[] | null = null;
  return () => (read ??= [...new Set([...rootCertificates, ...system])].flatMap(certificateIn));
}

/**
 * Follows a certificate to an authority (RFC 5280 section 6, without revocation and name constraints: a chain that has
 * conditions which are not understood leads nowhere). Every link has to be valid `at` that time, ms since 1970.
 */
export function chainEnd(
  signer: Certificate,
  others: readonly Certificate[],
  authorities: readonly X509Certificate[],
  at: number,
): ChainEnd {
  const follow = (from: Certificate, links: readonly Certificate[]): ChainEnd => {
    if (from.hasUnknownCondition || links.length > MOST_LINKS) return 'unknown';
    const dated = (end: ChainEnd): ChainEnd =>
      end === 'trusted' && !isValid(from.x509, at) ? 'expired' : end;
    const root = authorities.find((each) => isIssued(from.x509, each) || each.raw.equals(from.x509.raw));
    // An authority is trusted because it is on the list; its own date says when it leaves that.
    if (root) return dated(isValid(root, at) ? 'trusted' : 'expired');
    const issuers = others.filter(
      (each) =>
        !links.includes(each) &&
        mayIssue(each) &&
        (each.pathLength === null || each.pathLength >= links.length - 1) &&
        isIssued(from.x509, each.x509),
    );
    const ends = issuers.map((issuer) => follow(issuer, [...links, issuer]));
    if (ends.includes('trusted')) return dated('trusted');
    return ends.includes('expired') ? 'expired' : 'unknown';
  };
  return follow(signer, [signer]);
}

function isIssued(certificate: X509Certificate, by: X509Certificate): boolean {
  try {
    return certificate.checkIssued(by) && certificate.verify(by.publicKey);
  } catch {
    return false; // a key of a kind that this Node does not know signs nothing here
  }
}

function isValid({ validFrom, validTo }: X509Certificate, at: number): boolean {
  return Date.parse(validFrom) <= at && at <= Date.parse(validTo);
}

/** Several of a system's authorities in one text; one that cannot be read vouches for nobody. */
function certificateIn(pem: string): readonly X509Certificate[] {
  return (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).flatMap((each) => {
    try {
      return [new X509Certificate(each)];
    } catch {
      return [];
    }
  });
}

/** The certificates of a message that can be read. */
export function readableCertificates(all: readonly Uint8Array[]): readonly Certificate[] {
  return all.flatMap((der) => {
    try {
      return [readCertificate(der)];
    } catch {
      return []; // it vouches for nobody
    }
  });
}
