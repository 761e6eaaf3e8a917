import { generate } from 'selfsigned';

const DAY_MS = 86_400_000;

/** A certificate and its key, as PEM. The key never leaves memory. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * A new certificate for the names of this machine, signed by itself. Clients judge its dates by the computer's time, not
 * by the mock's, so `now` (ms since 1970) is the real one.
 */
export async function newCertificate(now: number): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + 365 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { cert, key };
}
