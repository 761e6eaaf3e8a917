import { readFile } from 'node:fs/promises';
import tls from 'node:tls';

/** Where systems keep all authorities that they trust, private ones included: Debian, Red Hat, SUSE. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
];
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export interface SystemCertificatesOptions {
  readonly platform: NodeJS.Platform;
  /** Node's own way to the system's store, where it has one (22.15 and later). */
  readonly ask?: ((type: 'system') => readonly string[]) | undefined;
  readonly read?: (file: string) => Promise<string>;
}

/**
 * The authorities that this computer trusts besides those that Node knows, in PEM: Chromium asks the system for them,
 * Node does not by itself. Where nobody tells, there are none.
 */
export async function systemCertificates({
  platform,
  ask = nodesOwn(),
  read = (file) => readFile(file, 'utf8'),
}: SystemCertificatesOptions): Promise<readonly string[]> {
  if (ask) return ask('system');
  for (const file of platform === 'linux' ? BUNDLES : []) {
    // A system has one of them, or none.
    const found = (await read(file).catch(() => '')).match(CERTIFICATE);
    if (found) return found;
  }
  return [];
}

function nodesOwn(): SystemCertificatesOptions['ask'] {
  const { getCACertificates: ask } = tls as { getCACertificates?: SystemCertificatesOptions['ask'] };
  return ask;
}
