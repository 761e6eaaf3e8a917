/** What a tree of folders is made of, of one account or of several. `path` is unique in an account. */
export interface TreeFolder {
  readonly id: string;
  readonly accountId: string;
  readonly path: string;
  /** null: at the top. */
  readonly parentPath: string | null;
  readonly name: string;
}

/**
 * Tells of each folder those that it is in, the outermost first, and itself as the last. Each is there once: a server
 * can list a circle.
 */
export function linesIn<F extends TreeFolder>(folders: readonly F[]): (folder: F) => readonly F[] {
  const keyOf = (accountId: string, path: string) => `${accountId}|${path}`;
  const byPath = new Map(folders.map((folder) => [keyOf(folder.accountId, folder.path), folder]));
  return (folder) => {
    const line = new Set<F>();
    for (let at: F | undefined = folder; at && !line.has(at); ) {
      line.add(at);
      at = at.parentPath === null ? undefined : byPath.get(keyOf(at.accountId, at.parentPath));
    }
    return [...line].reverse();
  };
}

/** A folder and all that hangs in it, as the tree shows them. */
export function withAllIn<F extends TreeFolder>(folders: readonly F[], folderId: string): readonly F[] {
  const lineOf = linesIn(folders);
  return folders.filter((each) => lineOf(each).some(({ id }) => id === folderId));
}

/** Whether a folder is another one or hangs in it, as the tree shows them. */
export function hangsIn(folders: readonly TreeFolder[], id: string, folderId: string): boolean {
  return id === folderId || withAllIn(folders, folderId).some((each) => each.id === id);
}

/** Tells of each folder where it is: "Projects / Brattøra". */
export function labelsIn<F extends TreeFolder>(folders: readonly F[]): (folder: F) => string {
  const lineOf = linesIn(folders);
  return (folder) =>
    lineOf(folder)
      .map(({ name }) => name)
      .join(' / ');
}
