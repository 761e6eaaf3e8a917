import {
  ALL_TIMES,
  type ChangesEnd,
  type MessageChange,
  type TimeSpan,
} from '../../shared/contracts/changes.ts';
import type { MarkedMessage } from '../../shared/contracts/network.ts';
import type { FolderRow } from '../store/tables.ts';
import type { MessageHeader, PageCursor } from '../../shared/mail/types.ts';
import { messageIdOf } from '../store/rows.ts';
import { collect } from './network-link.ts';
import type { SyncDeps } from './sync-deps.ts';

export interface Page {
  readonly rows: readonly MessageHeader[];
  /** null: that was the last page. */
  readonly next: PageCursor | null;
}

/** One page of a folder, newest first. */
export async function fetchPage(
  deps: SyncDeps,
  folder: FolderRow,
  from: PageCursor,
  rows: number,
  signal: AbortSignal,
): Promise<Page> {
  const args = { accountId: deps.accountId, folder: folder.href, from, rows };
  const page = await collect(deps.network.stream('messages.page', args, { signal }));
  return { rows: page.items, next: page.end.next };
}

/** What changed in a folder since a mark, and the mark of now; null asks for that alone. */
export async function fetchChanges(
  deps: SyncDeps,
  folder: FolderRow,
  since: string | null,
  signal = deps.signal,
): Promise<{ readonly items: readonly MessageChange[]; readonly end: ChangesEnd }> {
  const args = { accountId: deps.accountId, folder: folder.href, since };
  return await collect(deps.network.stream('messages.changes', args, { signal }));
}

/** How many messages of those times the server counts; null where it cannot count. */
export async function fetchCount(deps: SyncDeps, folder: FolderRow, span: TimeSpan): Promise<number | null> {
  const args = { accountId: deps.accountId, folder: folder.href, span };
  return (await deps.network.call('messages.count', args, { signal: deps.signal })).count;
}

/** Ids of the messages that the server holds as unread, or of all messages of those times, in a folder. */
export async function fetchIds(
  deps: SyncDeps,
  which: 'messages.unread' | 'messages.identities',
  folder: FolderRow,
  span: TimeSpan = ALL_TIMES,
): Promise<ReadonlySet<string>> {
  const args = { accountId: deps.accountId, folder: folder.href, ...(span === ALL_TIMES ? {} : { span }) };
  const { items } = await collect(deps.network.stream(which, args, { signal: deps.signal }));
  return new Set(items.map((item) => messageIdOf(deps.accountId, item.key)));
}

/** The flags and categories of a folder's messages, of those that have any. */
export async function fetchMarked(
  deps: SyncDeps,
  folder: FolderRow,
): Promise<ReadonlyMap<string, MarkedMessage>> {
  const args = { accountId: deps.accountId, folder: folder.href };
  const { items } = await collect(deps.network.stream('messages.marked', args, { signal: deps.signal }));
  return new Map(items.map((item) => [messageIdOf(deps.accountId, item.key), item]));
}
