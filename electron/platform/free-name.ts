import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { cleanAttachmentName, splitName } from '../../shared/mail/attachment-name.ts';

/**
 * A path in the folder that nothing stands under, neither a file nor an unfinished download: "plan (2).pdf". The name
 * may be anything that a message says (attachment-name.ts). Throws the system's error where the folder cannot be read.
 */
export async function freeName(folder: string, name: string): Promise<string> {
  const { stem, extension } = splitName(cleanAttachmentName(name, ''));
  for (let nth = 1; ; nth += 1) {
    const target = path.join(folder, `${stem}${nth === 1 ? '' : ` (${nth})`}${extension}`);
    const taken = await Promise.all([target, `${target}.part`, `${target}.part.json`].map(isTaken));
    if (!taken.includes(true)) return target;
  }
}

async function isTaken(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return false;
    throw thrown;
  }
}
