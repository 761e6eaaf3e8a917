import { Dexie } from 'dexie';
import { groupBy } from '../../shared/group-by.ts';
import type { RetinueDatabase } from './database.ts';
import { dayBounds, ndayOf } from './days.ts';
import { isBefore } from './heads.ts';
import { membersOf, type ThreadMember } from './read-thread.ts';
import type { FolderId, MessageRow, ThreadId } from './tables.ts';

/** Rows that are read at once beyond those that are wanted: some lie under others and do not count. */
const MORE = 50;

/**
 * Up to `limit` heads of a folder from the `offset`-th on of those whose `nd` is `first` or greater. A cursor that
 * leaves rows out costs a way to the database's process for each, so some more are read than are wanted.
 */
export async function headsFrom(
  { messages }: RetinueDatabase,
  folderId: FolderId,
  { first, offset, limit }: { readonly first: number; readonly offset: number; readonly limit: number },
): Promise<readonly MessageRow[]> {
  const range = [
    [folderId, first],
    [folderId, Dexie.maxKey],
  ] as const;
  for (let wanted = offset + limit + MORE; ; wanted *= 2) {
    const rows = await messages
      .where('[folderId+nd]')
      .between(...range)
      .limit(wanted)
      .toArray();
    const heads = rows.filter(({ under }) => under !== 1);
    if (heads.length >= offset + limit || rows.length < wanted) return heads.slice(offset, offset + limit);
  }
}

/** What a list shows of a conversation beside its head. */
export interface ConversationFacts {
  readonly count: number;
  /** Unread ones in the folder of the head. */
  readonly unread: number;
  readonly flagged: boolean;
  /** Bytes of all messages with attachments; 0 where none has any. */
  readonly attached: number;
  /** Who wrote, the newest first, each once: names as the server prints them; null: oneself. */
  readonly writers: readonly (string | null)[];
}

/** The conversations of these heads, by their thread; those of one message alone are left out. */
export async function conversationsOf(
  database: RetinueDatabase,
  heads: readonly MessageRow[],
): Promise<ReadonlyMap<ThreadId, ConversationFacts>> {
  const members = await listedWith(database, heads);
  return new Map(
    heads.flatMap((head) => {
      const own = members.get(head.id) ?? [];
      return head.thread === undefined || own.length < 2 ? [] : [[head.thread, factsOf(head, own)] as const];
    }),
  );
}

/**
 * What a list shows with each of these heads, by their id: what was thrown away is shown where it lies, and nowhere
 * else. All of them are read at once: asked one by one, a view of rows came to a hundred questions.
 */
async function listedWith(
  { messages, folders }: RetinueDatabase,
  heads: readonly MessageRow[],
): Promise<ReadonlyMap<string, readonly ThreadMember[]>> {
  const threads = [...new Set(heads.flatMap(({ thread }) => thread ?? []))];
  const [rows, all] = await Promise.all([
    messages.where('thread').anyOf(threads).toArray(),
    folders.toArray(),
  ]);
  const byThread = groupBy(rows, ({ thread }) => thread);
  return new Map(
    heads.flatMap(({ id, accountId, folderId, thread }) => {
      const own = thread === undefined ? undefined : byThread.get(thread);
      if (!own || own.length < 2) return [];
      const owned = all.filter((folder) => folder.accountId === accountId);
      const listed = membersOf(accountId, own, owned).filter(
        ({ row, place }) => row.folderId === folderId || (place !== 'deleted' && place !== 'junk'),
      );
      return [[id, listed] as const];
    }),
  );
}

function factsOf(head: MessageRow, members: readonly ThreadMember[]): ConversationFacts {
  const newest = members.toReversed();
  const here = members.filter(({ row }) => row.folderId === head.folderId);
  const attached = members.reduce((sum, { row }) => sum + (row.hasAttachment ? row.size : 0), 0);
  return {
    count: members.length,
    unread: here.filter(({ row }) => !row.read).length,
    flagged: here.some(({ row }) => row.flagged),
    attached,
    writers: [...new Set(newest.map(({ row, place }) => (place === 'sent' ? null : row.from)))],
  };
}

/** A conversation whose rows lie open in a list. */
export interface OpenConversation {
  readonly thread: ThreadId;
  /** Where its head stands: its day, and how many heads of that day stand before it. */
  readonly nday: number;
  readonly offset: number;
  readonly head: MessageRow;
  /** All others, the newest first, Sent included. */
  readonly children: readonly ThreadMember[];
}

/** As many as are shown of one conversation: nobody reads a list of thousands. */
const MOST = 200;

/** These conversations, those of them that have a head in the folder and others beside it. */
export async function openedIn(
  database: RetinueDatabase,
  folderId: FolderId,
  threads: readonly ThreadId[],
): Promise<readonly OpenConversation[]> {
  const found = await Promise.all(
    threads.map(async (thread): Promise<OpenConversation | null> => {
      const rows = await database.messages.where('thread').equals(thread).toArray();
      const head = rows.find((row) => row.folderId === folderId && row.under !== 1);
      if (!head || rows.length < 2) return null;
      const listed = (await listedWith(database, [head])).get(head.id) ?? [];
      const children = listed
        .filter(({ row }) => row.id !== head.id)
        .toReversed()
        .slice(0, MOST);
      return children.length === 0 ? null : { thread, ...(await placeOf(database, head)), head, children };
    }),
  );
  return found.filter((each) => each !== null);
}

async function placeOf({ messages }: RetinueDatabase, head: MessageRow) {
  const nday = ndayOf(head.date);
  const first = nday > 0 ? 0 : -dayBounds(-nday).end + 1;
  const before = await messages
    .where('[folderId+nd]')
    .between([head.folderId, first], [head.folderId, head.nd], true, true)
    .toArray();
  return { nday, offset: before.filter((row) => row.under !== 1 && isBefore(row, head)).length };
}

/** These rows, and with each that is a head what lies under it, but for the conversations that lie open. */
export async function withUnder(
  { messages }: RetinueDatabase,
  ids: readonly string[],
  open: ReadonlySet<ThreadId>,
): Promise<readonly string[]> {
  const rows = (await messages.bulkGet([...ids])).flatMap((row) => row ?? []);
  const closed = rows.filter(({ thread, under }) => thread !== undefined && under !== 1 && !open.has(thread));
  const found = await Promise.all(
    closed.map(async ({ thread, folderId }) => {
      const all = await messages
        .where('thread')
        .equals(thread ?? '')
        .toArray();
      return all.filter((row) => row.folderId === folderId).map(({ id }) => id);
    }),
  );
  return [...new Set([...ids, ...found.flat()])];
}
