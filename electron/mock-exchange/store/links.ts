import type { Folder, Item } from './nodes.ts';
import { nameKey } from './url-names.ts';

/** Puts an item into a folder under its name, with the folder's next article number. */
export function attach(folder: Folder, item: Item): void {
  folder.history.before(item);
  folder.history.beforeChildren(folder);
  touch(folder);
  item.folder = folder;
  item.article = folder.nextArticle++;
  folder.items.set(nameKey(item.name), item);
  folder.comings++;
  if (!item.read) folder.unread++;
}

/** Takes an item out of its folder; moving away counts as a deletion there (PR_DELETED_COUNT_TOTAL). */
export function detach(item: Item): void {
  const { folder } = item;
  folder.history.before(item);
  folder.history.beforeChildren(folder);
  touch(folder);
  folder.items.delete(nameKey(item.name));
  folder.comings++;
  folder.deletedTotal++;
  if (!item.read) folder.unread--;
}

/** Counts a change here and in all folders above: cached orders and content tags depend on it. Call it before the change. */
export function touch(folder: Folder): void {
  for (let at: Folder | null = folder; at !== null; at = at.parent) {
    at.history.before(at);
    at.changes++;
  }
}
