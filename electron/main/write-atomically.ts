import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Replaces a file so that after a crash either the old or the new content is there, whole: written beside it,
 * flushed, then renamed over it; the folder is flushed too, or the rename itself could be lost. Mode 0600.
 */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  const beside = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw thrown;
  }
  await flushFolder(path.dirname(file));
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows has no such call; NTFS keeps its journal itself
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
