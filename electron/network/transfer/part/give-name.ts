import { link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../../../shared/errors.ts';
import { told } from '../../../../shared/language/told.ts';
import { codeOf } from './disk-faults.ts';
import type { PartPaths } from './found.ts';

/** What file systems without hard links answer. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL'];

/**
 * Gives the part its final name and never another file's place: a hard link fails where the name is taken. Without
 * links an empty file is made first (which fails likewise) and the part moved over it; `onPlaceholder` notes that.
 */
export async function giveName(
  { target, part }: PartPaths,
  onPlaceholder: () => Promise<void>,
): Promise<void> {
  try {
    try {
      await link(part, target);
      await rm(part);
    } catch (thrown) {
      if (!NO_LINKS.includes(codeOf(thrown))) throw thrown;
      await onPlaceholder();
      await (await open(target, 'wx', 0o600)).close();
      await rename(part, target);
    }
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
    throw taken(target);
  }
}

/** The name is somebody's already. */
export function taken(target: string) {
  return fail(
    'invalid-input',
    told('{name} exists already in {folder}. Retinue overwrites nothing. Choose another name.', {
      name: path.basename(target),
      folder: path.dirname(target),
    }),
  );
}
