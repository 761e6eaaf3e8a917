import type { SentItems, WaitingFolder, WaitingItem } from '../../../shared/delivery/evidence.ts';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { identityPath, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { search } from '../dav/search.ts';
import { failureOf } from '../failure-of.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import type { Discovery } from './discovery.ts';
import { countOf, dateOf, flagOf, P, textOf } from './properties.ts';
import { allRows } from './rows.ts';
import { column, equals, selectSql } from './sql.ts';

/** What a mailbox says of its mail that is not sent. */
export interface WaitingMail {
  readonly items: readonly WaitingItem[];
  readonly sent: SentItems | null;
}

const ROW = [
  P.subject,
  P.messageId,
  P.messageSize,
  P.contentLength,
  P.messageFlags,
  P.submitted,
  P.to,
  P.cc,
  P.hiddenTo,
  P.hasAttachment,
  P.creationDate,
  P.lastModified,
  P.deferredUntil,
];

/**
 * Looks through Drafts and Outbox, every row of them, and whether Sent Items holds the same Message-IDs. A few searches
 * whatever the size of the mailbox; no message is opened but small drafts, for their text. Nothing is changed.
 */
export async function gatherWaitingMail(
  session: Session,
  { folders }: Discovery,
  signal: AbortSignal,
): Promise<WaitingMail> {
  const items: WaitingItem[] = [];
  for (const folder of ['drafts', 'outbox'] as const) {
    const path = folders.get(folder);
    if (path !== undefined) items.push(...(await itemsOf(session, folder, path, signal)));
  }
  const drafts = folders.get('drafts');
  const known = drafts === undefined ? items : await withBodies(session, drafts, items, signal);
  return { items: known, sent: await sentOf(session, folders.get('sent'), known, signal) };
}

async function itemsOf(
  session: Session,
  folder: WaitingFolder,
  path: string,
  signal: AbortSignal,
): Promise<readonly WaitingItem[]> {
  const items: WaitingItem[] = [];
  for await (const rows of allRows(session, { path, select: ROW, where: [] }, signal))
    items.push(...rows.map((row) => itemOf(folder, row)));
  return items;
}

function itemOf(folder: WaitingFolder, { href, found }: DavResponse): WaitingItem {
  const size = countOf(found, P.contentLength) ?? countOf(found, P.messageSize);
  const isFilled = flagOf(found, P.hasAttachment) || (size !== null && size > LIMITS.bodylessBytes);
  return {
    folder,
    href: requestPath(href),
    subject: textOf(found, P.subject) ?? '',
    messageId: textOf(found, P.messageId)?.trim() || null,
    size,
    flags: countOf(found, P.messageFlags),
    submitted: flagOf(found, P.submitted),
    hasRecipients: [P.to, P.cc, P.hiddenTo].some((each) => (textOf(found, each) ?? '').trim() !== ''),
    hasBody: isFilled ? true : null,
    created: dateOf(found, P.creationDate),
    modified: dateOf(found, P.lastModified),
    deferredUntil: dateOf(found, P.deferredUntil),
  };
}

/** Which of the small drafts have a text, in one search. Where the server does not say, it stays unknown. */
async function withBodies(
  session: Session,
  drafts: string,
  items: readonly WaitingItem[],
  signal: AbortSignal,
): Promise<readonly WaitingItem[]> {
  const isSmall = (item: WaitingItem) => item.folder === 'drafts' && item.hasBody === null;
  if (!items.some(isSmall)) return items;
  const where = [`${column(P.messageSize)} <= ${LIMITS.bodylessBytes}`, `${column(P.hasAttachment)} = False`];
  const query = { path: drafts, select: [P.text, P.html], where };
  const bodies = await orNull(
    gathered(allRows(session, query, signal), ({ href, found }): readonly [string, boolean] => [
      identityPath(href),
      seesBody(found),
    ]),
  );
  const known = new Map(bodies ?? []);
  return items.map((item) =>
    isSmall(item) ? { ...item, hasBody: known.get(identityPath(item.href)) ?? null } : item,
  );
}

/** Of the properties of an item: text, something to be seen in its HTML, or an attachment. */
export function seesBody(found: DavResponse['found']): boolean {
  const html = textOf(found, P.html);
  return flagOf(found, P.hasAttachment) || isText(textOf(found, P.text)) || isHtml(html);
}

function isText(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}

/** The store makes an HTML body of nothing as well: what counts is what can be seen of it. */
function isHtml(html: string | null): boolean {
  if (html === null) return false;
  return /<(?:img|object|embed|video|audio|hr)\b/i.test(html) || isText(html.replace(/<[^>]*>|&nbsp;/gi, ''));
}

/** Whether it could be stuck: a draft that is written for nobody yet is its writer's own affair. */
function isInQuestion({ folder, submitted, hasRecipients, hasBody }: WaitingItem): boolean {
  return folder === 'outbox' || submitted || hasRecipients || hasBody === false;
}

/** Those of the Message-IDs that Sent Items holds; null where it could not be searched. */
async function sentOf(
  session: Session,
  sent: string | undefined,
  items: readonly WaitingItem[],
  signal: AbortSignal,
): Promise<SentItems | null> {
  if (sent === undefined) return null;
  const all = [...new Set(items.filter(isInQuestion).flatMap(({ messageId }) => messageId ?? []))];
  // XML cannot carry control characters, nor is one in a Message-ID (RFC 5322 section 3.6.4).
  const unasked = all.filter((each) => /[^\x20-\x7e]/.test(each) || each.length > 998);
  const ids = all.filter((each) => !unasked.includes(each));
  const messageIds: string[] = [];
  for (let start = 0; start < ids.length; start += LIMITS.messageIdsAtOnce) {
    const chunk = ids.slice(start, start + LIMITS.messageIdsAtOnce);
    const found = await orNull(messageIdsIn(session, sent, chunk, signal));
    if (found === null) return null;
    messageIds.push(...found);
  }
  return { messageIds, unasked };
}

/** Which of these Message-IDs a folder holds. */
export async function messageIdsIn(
  session: Session,
  folder: string,
  messageIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const anyOf = messageIds.map((each) => equals(P.messageId, each)).join(' OR ');
  const sql = selectSql({ select: [P.messageId], depth: 'shallow', where: [`(${anyOf})`] });
  const rows = search(session, folder, sql, null, signal);
  const ids = await gathered(rows, ({ found }) => textOf(found, P.messageId)?.trim() ?? '');
  // The store compares without regard to case, and another case is the same message rather than none.
  const found = new Set(ids.map((each) => each.toLowerCase()));
  return messageIds.filter((each) => found.has(each.toLowerCase()));
}

async function gathered<T>(
  rows: AsyncIterable<readonly DavResponse[]>,
  read: (row: DavResponse) => T,
): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const batch of rows) all.push(...batch.map(read));
  return all;
}

/** null where the server refused or failed at this one search; what ends all looking goes on up. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    const kind = failureOf(thrown)?.kind;
    if (kind === 'server-fault' || kind === 'unsupported' || kind === 'forbidden') return null;
    throw thrown;
  }
}

/** The folder of a role. Rejects where the mailbox does not name it. */
export function folderOf({ folders }: Discovery, role: 'drafts' | 'sent' | 'deleted'): string {
  const folder = folders.get(role);
  if (folder !== undefined) return folder;
  throw fail(
    'unsupported',
    told(
      'The mailbox does not say where its {role, select, drafts {Drafts} sent {Sent Items} other {Deleted Items}} are. Retinue changed nothing. Ask the administrator whether the folder is there.',
      { role },
    ),
  );
}
