import { ALL_TIMES, type MessageIdentity, type TimeSpan } from '../../../shared/contracts/changes.ts';
import type { MarkedMessage, MessagePageEnd } from '../../../shared/contracts/network.ts';
import { threadFacts } from '../../../shared/mail/thread-names.ts';
import type { MessageHeader, PageCursor } from '../../../shared/mail/types.ts';
import { identityPath, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import type { Property } from '../dav/property.ts';
import { search } from '../dav/search.ts';
import type { Session } from '../session.ts';
import { COMPLETE, FLAG_PROPERTIES, FLAGGED, flagOfMessage } from './follow-up.ts';
import { categoriesOf } from './marks.ts';
import { countOf, dateOf, flagOf, P, textOf } from './properties.ts';
import { allRows, MESSAGES, rowPage } from './rows.ts';
import { column, moment, selectSql } from './sql.ts';

/** What a list shows, and nothing that makes the server open the message: `textdescription` converts bodies. */
export const HEADER = [
  P.permanentUrl,
  P.subject,
  P.from,
  P.to,
  P.dateReceived,
  P.creationDate,
  P.contentLength,
  P.messageSize,
  P.read,
  ...FLAG_PROPERTIES,
  P.keywords,
  P.hasAttachment,
  P.messageId,
  P.references,
  P.inReplyTo,
  P.threadIndex,
  P.messageClass,
];
const IDENTITY = [P.permanentUrl];

/** A message came back (reference 4.2). */
const REPORT_CLASS = /^REPORT\..+\.NDR$/i;

/** One page of a folder's messages, newest first. `onReport` is told of those that report what was not delivered. */
export async function* listMessages(
  session: Session,
  folder: string,
  from: PageCursor,
  rows: number,
  signal: AbortSignal,
  onReport: (report: MessageHeader) => void = () => undefined,
): AsyncGenerator<readonly MessageHeader[], MessagePageEnd, void> {
  const query = { path: requestPath(folder), select: HEADER, where: [] };
  const source = rowPage(session, query, from, rows, signal);
  try {
    for (;;) {
      const next = await source.next();
      if (next.done) return next.value;
      yield next.value.map((row) => readHeader(row, onReport));
    }
  } finally {
    await source.return({ total: null, next: null });
  }
}

/** A row of HEADER as a message; `onReport` is told where it reports what was not delivered. */
export function readHeader(row: DavResponse, onReport: (report: MessageHeader) => void): MessageHeader {
  const header = toHeader(row);
  if (REPORT_CLASS.test(textOf(row.found, P.messageClass) ?? '')) onReport(header);
  return header;
}

/** Who is in a folder: every message, or the unread ones; of those times only. */
export async function* listIdentities(
  session: Session,
  folder: string,
  which: 'all' | 'unread',
  signal: AbortSignal,
  span = ALL_TIMES,
): AsyncGenerator<readonly MessageIdentity[], null, void> {
  const where = [...(which === 'unread' ? [`${column(P.read)} = False`] : []), ...within(span)];
  const query = { path: requestPath(folder), select: IDENTITY, where };
  for await (const batch of allRows(session, query, signal)) yield batch.map(toIdentity);
  return null;
}

/**
 * How many messages of those times a folder has, by the total of a SEARCH that brings one row; null where the server
 * does not say the total. Those without a delivery time are in no span but the whole.
 */
export async function countMessages(
  session: Session,
  folder: string,
  span: TimeSpan,
  signal: AbortSignal,
): Promise<number | null> {
  const sql = selectSql({ select: [P.read], depth: 'shallow', where: [...MESSAGES, ...within(span)] });
  const source = search(session, requestPath(folder), sql, { first: 0, count: 1 }, signal);
  let rows = 0;
  for (;;) {
    const next = await source.next();
    // An empty answer may come without its total, or as 416.
    if (next.done) return next.value.total ?? (rows === 0 ? 0 : null);
    rows += next.value.length;
  }
}

function within({ from, before }: TimeSpan): readonly string[] {
  const received = column(P.dateReceived);
  return [
    ...(from === null ? [] : [`${received} >= ${moment(from)}`]),
    ...(before === null ? [] : [`${received} < ${moment(before)}`]),
  ];
}

/** The messages of a folder that are flagged, were so and are complete, or have categories: few, so that looking for them costs little. */
export async function* listMarked(
  session: Session,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<readonly MarkedMessage[], null, void> {
  const flag = column(P.flagStatus);
  const where = [`(${flag} = ${FLAGGED} OR ${flag} = ${COMPLETE} OR ${column(P.keywords)} IS NOT NULL)`];
  const select = [...IDENTITY, ...FLAG_PROPERTIES, P.keywords];
  for await (const batch of allRows(session, { path: requestPath(folder), select, where }, signal))
    yield batch.map((row) => ({
      key: toIdentity(row).key,
      ...flagOfMessage(row.found),
      categories: categoriesOf(row.found),
    }));
  return null;
}

function toIdentity({ href, found }: DavResponse): MessageIdentity {
  return { key: identityPath(textOf(found, P.permanentUrl) || href), href: requestPath(href) };
}

/** A row of HEADER as a message. */
export function toHeader(response: DavResponse): MessageHeader {
  const { found } = response;
  const permanent = textOf(found, P.permanentUrl);
  const text = (property: Property) => textOf(found, property) ?? '';
  return {
    ...toIdentity(response),
    permanentUrl: permanent ? requestPath(permanent) : null,
    subject: text(P.subject),
    from: text(P.from),
    to: text(P.to),
    date: dateOf(found, P.dateReceived) ?? dateOf(found, P.creationDate),
    size: countOf(found, P.contentLength) ?? countOf(found, P.messageSize) ?? 0,
    read: flagOf(found, P.read),
    ...flagOfMessage(found),
    categories: categoriesOf(found),
    hasAttachment: flagOf(found, P.hasAttachment),
    messageId: textOf(found, P.messageId),
    ...threadFacts(text(P.references), text(P.inReplyTo), text(P.threadIndex)),
    preview: '',
  };
}
