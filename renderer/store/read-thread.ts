import type { FolderRole } from '../../shared/mail/types.ts';
import type { RetinueDatabase } from './database.ts';
import { nowhereOf } from './rows.ts';
import type { FolderId, FolderRow, MessageRow } from './tables.ts';

/** A stored message of a conversation, and where it is. */
export interface ThreadMember {
  readonly row: MessageRow;
  readonly folder: FolderRow;
  /** What the folder is for, or the one that it is in: a folder below Deleted Items holds what was deleted. */
  readonly place: FolderRole;
}

/** All stored messages of a message's conversation, oldest first, over the folders of its account. Empty where it is not here. */
export async function readThread(database: RetinueDatabase, id: string): Promise<readonly ThreadMember[]> {
  const { messages, folders } = database;
  const own = await messages.get(id);
  if (!own) return [];
  const { thread, accountId } = own;
  const rows = thread === undefined ? [own] : await messages.where('thread').equals(thread).toArray();
  return membersOf(accountId, rows, await folders.where('accountId').equals(accountId).toArray());
}

/** The messages of one conversation among the folders of its account, oldest first. */
export function membersOf(
  accountId: string,
  rows: readonly MessageRow[],
  owned: readonly FolderRow[],
): readonly ThreadMember[] {
  const byId = new Map(owned.map((folder) => [folder.id, folder]));
  const nowhere = nowhereOf(accountId);
  return rows
    .filter(({ folderId }) => folderId !== nowhere)
    .flatMap((row): readonly ThreadMember[] => {
      const folder = byId.get(row.folderId);
      return folder && folder.removed !== true ? [{ row, folder, place: placeOf(folder, owned) }] : [];
    })
    .sort((a, b) => b.row.nd - a.row.nd || (a.row.id < b.row.id ? -1 : 1));
}

/** The nearest folder upwards that has a role; a server's tree may be a circle. */
function placeOf(folder: FolderRow, all: readonly FolderRow[]): FolderRole {
  const seen = new Set<FolderId>();
  for (let at: FolderRow | undefined = folder; at && !seen.has(at.id); ) {
    if (at.role !== 'none') return at.role;
    seen.add(at.id);
    const { parentPath }: FolderRow = at;
    at = all.find(({ path }) => path === parentPath);
  }
  return 'none';
}
