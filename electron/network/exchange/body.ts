import { type BodyResult, PORT_BYTES_LIMIT } from '../../../shared/contracts/network.ts';
import type { ItemRef } from '../../../shared/mail/types.ts';
import { getMessage } from '../dav/get.ts';
import { requestPath } from '../dav/href.ts';
import { propfind } from '../dav/propfind.ts';
import type { BodyRequest } from '../dialect.ts';
import { failureOf } from '../failure-of.ts';
import type { Session } from '../session.ts';
import { listAttachments } from './attachments.ts';
import type { Capabilities } from './capabilities.ts';
import { dateOf, P, textOf } from './properties.ts';

/**
 * A message's content. Small ones whole; large ones from properties and X-MS-ENUMATTS, so that the server converts
 * nothing (KB 329067). A server that fails at a whole message (500), or sends far more than it listed, is not asked
 * again: properties are shown, with the reason.
 */
export async function fetchBody(
  session: Session,
  { item, size, onProgress }: BodyRequest,
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<BodyResult> {
  const fromProperties = (why: Extract<BodyResult, { kind: 'properties' }>['why']) =>
    atEitherAddress(item, (path) => properties(session, path, why, capabilities, signal));
  if (size > PORT_BYTES_LIMIT) return fromProperties('large');
  try {
    const bytes = await atEitherAddress(item, (path) =>
      getMessage(session, path, (received, total) => onProgress({ received, total }), signal),
    );
    return { kind: 'mime', bytes };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure?.kind === 'too-large') return fromProperties('large');
    if (failure?.status === 500) return fromProperties({ refused: failure });
    throw thrown;
  }
}

/** By href, and once more by permanent URL when the href is gone: moved, renamed, or refused by a URL filter (404.11). */
export async function atEitherAddress<T>(item: ItemRef, act: (path: string) => Promise<T>): Promise<T> {
  try {
    return await act(requestPath(item.href));
  } catch (thrown) {
    if (item.permanentUrl === null || failureOf(thrown)?.kind !== 'not-found') throw thrown;
    return await act(requestPath(item.permanentUrl));
  }
}

async function properties(
  session: Session,
  path: string,
  why: Extract<BodyResult, { kind: 'properties' }>['why'],
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<BodyResult> {
  const wanted = [P.subject, P.from, P.to, P.cc, P.date, P.dateReceived, P.text, P.html];
  const { response } = await propfind(session, path, wanted, 'message', signal);
  const { found } = response;
  const attachments = await attachmentsOf(session, path, capabilities, signal);
  return {
    kind: 'properties',
    why,
    html: textOf(found, P.html),
    text: textOf(found, P.text),
    headers: {
      from: textOf(found, P.from) ?? '',
      to: textOf(found, P.to) ?? '',
      cc: textOf(found, P.cc) ?? '',
      subject: textOf(found, P.subject) ?? '',
      date: dateOf(found, P.date) ?? dateOf(found, P.dateReceived),
    },
    attachments: attachments ?? [],
    listed: attachments !== null,
  };
}

/**
 * A server that fails at the list has still given the text, which is shown; a filter that takes the verb away answers
 * as if the message, just read, were not there (URLScan, 404).
 */
async function attachmentsOf(
  ...asked: Parameters<typeof listAttachments>
): ReturnType<typeof listAttachments> {
  try {
    return await listAttachments(...asked);
  } catch (thrown) {
    const kind = failureOf(thrown)?.kind;
    if (kind === 'server-fault' || kind === 'not-found' || kind === 'forbidden') return null;
    throw thrown;
  }
}
