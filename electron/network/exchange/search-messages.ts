import type { FoundMessage, SearchEnd, ServerQuery } from '../../../shared/contracts/network.ts';
import { fail, type FailureKind } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { ServerClause } from '../../../shared/mail/search-query.ts';
import { identityPath, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { search } from '../dav/search.ts';
import { failureOf } from '../failure-of.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import { listAttachments } from './attachments.ts';
import type { Capabilities } from './capabilities.ts';
import type { Discovery } from './discovery.ts';
import { listFolders } from './folders.ts';
import { hasWords, mayMatch } from './found-rows.ts';
import { HEADER, toHeader } from './messages.ts';
import { P } from './properties.ts';
import { MESSAGES } from './rows.ts';
import { conditionsOf, wantsFullText } from './search-sql.ts';
import { selectSql } from './sql.ts';

type Rows = { readonly rows: readonly DavResponse[]; readonly more: boolean };

export interface Searcher {
  readonly session: Session;
  readonly capabilities: Capabilities;
  readonly discovery: (signal: AbortSignal) => Promise<Discovery>;
}

/** Looks for messages on the server, newest first, in one folder or in all; where it must, folder by folder. */
export async function* searchMessages(
  searcher: Searcher,
  query: ServerQuery,
  signal: AbortSignal,
): AsyncGenerator<readonly FoundMessage[], SearchEnd, void> {
  let left = query.rows;
  let more = false;
  for await (const found of searchedPlaces(searcher, query, () => left, signal)) {
    const sure = await withFiles(searcher, found.rows.map(toFound), query.clauses, signal);
    left -= found.rows.length;
    more ||= found.more || sure.more;
    if (sure.found.length > 0) yield sure.found;
  }
  return { more };
}

/** What the places hold, one after the other, until there is no room for more rows. */
async function* searchedPlaces(
  searcher: Searcher,
  { folder, clauses }: ServerQuery,
  left: () => number,
  signal: AbortSignal,
): AsyncGenerator<Rows, void, void> {
  const ask = (path: string, depth: 'shallow' | 'deep') =>
    askPlace(searcher, { path, depth, clauses, rows: left() }, signal);
  if (folder !== null) return yield await ask(requestPath(folder), 'shallow');
  const found = await searcher.discovery(signal);
  if (searcher.capabilities.deepSearch) {
    const all = await unlessRefused(ask(found.root, 'deep'), ['unsupported', 'forbidden']);
    if (all) return yield all;
  }
  const paths: string[] = [];
  for await (const some of listFolders(searcher.session, found, signal))
    paths.push(...some.map(({ href }) => href));
  searcher.capabilities.deepSearch = false;
  for (const path of paths) {
    if (left() <= 0) return yield { rows: [], more: true };
    yield await ask(path, 'shallow');
  }
}

interface Place {
  readonly path: string;
  readonly depth: 'shallow' | 'deep';
  readonly clauses: readonly ServerClause[];
  readonly rows: number;
}

/** With the full-text index where the server has one, which shows at the first refusal. */
async function askPlace(searcher: Searcher, place: Place, signal: AbortSignal): Promise<Rows> {
  const { capabilities } = searcher;
  if (!wantsFullText(place.clauses) || !capabilities.fullText)
    return await rowsOf(searcher, place, false, signal);
  const quick = await unlessRefused(rowsOf(searcher, place, true, signal), ['unsupported', 'server-fault']);
  if (quick) return quick;
  const slow = await rowsOf(searcher, place, false, signal);
  capabilities.fullText = false;
  return slow;
}

async function rowsOf(
  { session }: Searcher,
  { path, depth, clauses, rows: wanted }: Place,
  fullText: boolean,
  signal: AbortSignal,
): Promise<Rows> {
  const where = [...MESSAGES, ...conditionsOf(clauses, fullText)];
  const sql = selectSql({ select: HEADER, depth, where, newestFirstBy: P.dateReceived });
  const rows: DavResponse[] = [];
  const source = search(session, path, sql, { first: 0, count: wanted }, signal);
  for (;;) {
    const next = await source.next();
    if (!next.done) rows.push(...next.value);
    else
      return {
        rows,
        more: next.value.total === null ? rows.length >= wanted : next.value.total > rows.length,
      };
  }
}

async function unlessRefused<T>(work: Promise<T>, refusals: readonly FailureKind[]): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    const kind = failureOf(thrown)?.kind;
    if (kind && refusals.includes(kind)) return null;
    throw thrown;
  }
}

function toFound(response: DavResponse): FoundMessage {
  const path = response.href.replace(/\/+$/, '');
  return { folder: identityPath(path.slice(0, path.lastIndexOf('/'))), message: toHeader(response) };
}

/** Names of files are in no property of a message: the server is asked for them, of so many messages. */
async function withFiles(
  { session, capabilities }: Searcher,
  rows: readonly FoundMessage[],
  clauses: readonly ServerClause[],
  signal: AbortSignal,
): Promise<{ readonly found: readonly FoundMessage[]; readonly more: boolean }> {
  const likely = rows.filter(({ message }) => mayMatch(message, clauses));
  const wanted = clauses.flatMap(({ term, not }) =>
    term.kind === 'words' && term.where === 'filename' ? [{ text: term.text, not }] : [],
  );
  if (wanted.length === 0) return { found: likely, more: false };
  const found: FoundMessage[] = [];
  for (const each of likely.slice(0, LIMITS.searchAttachmentLists)) {
    const files = each.message.hasAttachment
      ? await listAttachments(session, each.message.href, capabilities, signal)
      : [];
    if (!files) throw fail('unsupported', NO_FILE_NAMES);
    if (wanted.every(({ text, not }) => files.some(({ name }) => hasWords(name, text)) !== not))
      found.push(each);
  }
  return { found, more: likely.length > LIMITS.searchAttachmentLists };
}

const NO_FILE_NAMES = told(
  'This server does not tell the names of attached files, so it cannot look for one. Retinue shows what is on this computer. Search for words of the message instead.',
);
