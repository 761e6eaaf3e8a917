import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from './transfer/part/journal.ts';

/** Replaces a file in one step and for good: after a crash the old content is there or the new, whole. Mode 0600. Throws the system's error. */
export async function replaceFile(
  folder: string,
  name: string,
  write: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const fresh = path.join(folder, `${name}.new`);
  try {
    const handle = await open(fresh, 'w', 0o600);
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, path.join(folder, name));
  } catch (thrown) {
    await rm(fresh, { force: true });
    throw thrown;
  }
  await syncFolder(folder);
}
