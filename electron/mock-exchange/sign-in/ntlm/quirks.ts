import { SUBMISSION_SEGMENT } from '../../../../shared/exchange/names.ts';
import { multistatus, type Reply, sentence } from '../../http/reply.ts';
import type { Knock } from '../sign-in.ts';

/**
 * What IIS answers on a connection that is not signed in where anybody expects 401 (reference 2.1, from evolution-exchange);
 * null for all other requests. A client must not begin a connection with one of these.
 */
export function unsignedQuirk({
  method,
  path,
  origin,
}: Pick<Knock, 'method' | 'path' | 'origin'>): Reply | null {
  const href = origin + path;
  if (method === 'POLL') return multistatus([{ href, status: 409 }]);
  if (method === 'BPROPPATCH') return multistatus([{ href, status: 401 }]);
  if (method === 'PUT' && isSubmission(path)) return sentence(404, 'Nothing is at this address.');
  return null;
}

function isSubmission(path: string): boolean {
  const submission = SUBMISSION_SEGMENT.toLowerCase();
  return path
    .toLowerCase()
    .split('/')
    .some((segment) => segment === submission || segment === decodeURIComponent(submission));
}
