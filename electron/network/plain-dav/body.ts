import { type BodyResult, PORT_BYTES_LIMIT } from '../../../shared/contracts/network.ts';
import { toFailure } from '../../../shared/errors.ts';
import { getMessage } from '../dav/get.ts';
import { identityPath, requestPath } from '../dav/href.ts';
import type { BodyRequest } from '../dialect.ts';
import type { Session } from '../session.ts';
import { readHeader } from './header.ts';
import { NO_MARKS } from './members.ts';

/**
 * A small message whole. Of a large one the header only: there is nothing but the file, so it comes as a stream, its text
 * before its attachments.
 */
export async function fetchFile(
  session: Session,
  { item, size, onProgress }: BodyRequest,
  signal: AbortSignal,
): Promise<BodyResult> {
  const href = requestPath(item.href);
  if (size > PORT_BYTES_LIMIT) return await headerOnly(session, href, size, signal);
  const told = (received: number, total: number | null) => onProgress({ received, total });
  try {
    return { kind: 'mime', bytes: await getMessage(session, href, told, signal) };
  } catch (thrown) {
    if (toFailure(thrown).kind === 'too-large') return await headerOnly(session, href, size, signal);
    throw thrown;
  }
}

async function headerOnly(
  session: Session,
  href: string,
  size: number,
  signal: AbortSignal,
): Promise<BodyResult> {
  const file = { path: identityPath(href), href, size, modified: null };
  const { from, to, subject, date } = await readHeader(session, file, NO_MARKS, signal);
  const headers = { from, to, cc: '', subject, date };
  return {
    kind: 'properties',
    why: 'large',
    html: null,
    text: null,
    headers,
    attachments: [],
    listed: false,
  };
}
