import type { HeaderFields, ItemRef } from '../../../shared/mail/types.ts';
import { collectionPath, comparablePath, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { bulkPropfind, propfind } from '../dav/propfind.ts';
import { concernsAll, failureOf } from '../failure-of.ts';
import type { Session } from '../session.ts';
import { type Capabilities, isUnknownVerb } from './capabilities.ts';
import { P, textOf } from './properties.ts';

const FIELDS = [P.cc, P.sender, P.listId];

/**
 * Header fields of messages of one folder, in their order: one BPROPFIND, or a PROPFIND each where there is one message
 * or the server does not know the verb (remembered). null: the message is not there any more.
 */
export async function itemFields(
  session: Session,
  folder: string,
  items: readonly ItemRef[],
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<readonly (HeaderFields | null)[]> {
  const bulk =
    items.length > 1 && capabilities.bulkPropfind
      ? await tryBulk(session, folder, items, capabilities, signal)
      : null;
  const fields: (HeaderFields | null)[] = [];
  for (const { href } of items) {
    if (bulk) fields.push(bulk.get(comparablePath(href)) ?? null);
    else fields.push(await fieldsOfOne(session, href, signal));
  }
  return fields;
}

async function tryBulk(
  session: Session,
  folder: string,
  items: readonly ItemRef[],
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, HeaderFields> | null> {
  const hrefs = items.map(({ href }) => requestPath(href));
  try {
    const answers = await bulkPropfind(session, collectionPath(requestPath(folder)), hrefs, FIELDS, signal);
    return new Map(
      answers
        .filter(({ status }) => status === null || status < 400)
        .map((answer) => [comparablePath(answer.href), fieldsOf(answer)]),
    );
  } catch (thrown) {
    // URLScan answers 404 to verbs that it was not told of.
    if (!isUnknownVerb(thrown) && failureOf(thrown)?.status !== 404) throw thrown;
    capabilities.bulkPropfind = false;
    return null;
  }
}

async function fieldsOfOne(
  session: Session,
  href: string,
  signal: AbortSignal,
): Promise<HeaderFields | null> {
  try {
    return fieldsOf((await propfind(session, requestPath(href), FIELDS, 'message', signal)).response);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!failure || concernsAll(failure) || failure.status !== 404) throw thrown;
    return null;
  }
}

/** What is not among the properties of a message is not in its header. */
function fieldsOf({ found }: DavResponse): HeaderFields {
  const text = (property: (typeof FIELDS)[number]) => textOf(found, property)?.trim() ?? '';
  return { cc: text(P.cc), sender: text(P.sender), listId: text(P.listId) };
}
