/** Whether a folder is another one, or somewhere in it, on the server. Of paths, and of ids, which end in one. */
export function isInFolder(id: string, folder: string): boolean {
  return id === folder || id.startsWith(`${folder}/`);
}

/** The path or id of a folder after another one, in which it may be, was moved. */
export function movedId(id: string, from: string, to: string): string {
  return isInFolder(id, from) ? to + id.slice(from.length) : id;
}
