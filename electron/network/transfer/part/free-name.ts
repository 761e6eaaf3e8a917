import path from 'node:path';
import { cleanAttachmentName, splitName } from '../../../../shared/mail/attachment-name.ts';
import { exists, pathsOf } from './found.ts';

/**
 * A path in the folder that nothing stands under, neither a file nor an unfinished download: "plan (2).pdf". The name
 * may be anything that a message says (attachment-name.ts).
 */
export async function freeName(folder: string, name: string): Promise<string> {
  const { stem, extension } = splitName(cleanAttachmentName(name, ''));
  for (let nth = 1; ; nth += 1) {
    const target = path.join(folder, `${stem}${nth === 1 ? '' : ` (${nth})`}${extension}`);
    const { part, journal } = pathsOf(target);
    const found = await Promise.all([target, part, journal].map(exists));
    if (found.every((each) => each === null)) return target;
  }
}
