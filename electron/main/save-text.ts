import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { cleanAttachmentName } from '../../shared/mail/attachment-name.ts';
import { writeAtomically } from './write-atomically.ts';

export type SaveText = (name: string, text: string) => Promise<{ readonly path: string } | null>;

/** Saves a text where the person says; null when the person thought better of it. `name` is only proposed. */
export function createSaveText(askWhere: (name: string) => Promise<string | null>): SaveText {
  return async (name, text) => {
    const path = await askWhere(cleanAttachmentName(name, 'text/plain'));
    if (path === null) return null;
    try {
      await writeAtomically(path, text);
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
      throw fail(
        'forbidden',
        told('Nothing could be written to {path} ({code}). Choose another folder.', { path, code }),
        {},
        thrown,
      );
    }
    return { path };
  };
}
