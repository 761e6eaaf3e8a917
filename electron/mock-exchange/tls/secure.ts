import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';

/**
 * Makes a secure socket of an accepted one. The plain socket stays with the caller: a reset or a half-close without
 * close-notify can only be done there.
 */
export function secureWith(certificate: Certificate): (plain: Socket) => Socket {
  const secureContext = createSecureContext({ ...certificate, minVersion: 'TLSv1.2' });
  return (plain) => new TLSSocket(plain, { isServer: true, secureContext });
}
