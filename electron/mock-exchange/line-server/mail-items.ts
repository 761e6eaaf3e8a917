import type { Folder, Item } from '../store/nodes.ts';

/** The mail of a folder in the order of its article numbers. Files that are no mail have no place in either protocol. */
export function mailIn(folder: Folder): readonly Item[] {
  const mail = [...folder.items.values()].filter((item) => item.documentType === null);
  return mail.sort((a, b) => a.article - b.article);
}
