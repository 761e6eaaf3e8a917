import path from 'node:path';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';

/** As many are remembered; each was chosen by a person in a dialog, so the oldest has long been done with. */
const MOST_FOLDERS = 32;

export interface ChosenFoldersOptions {
  /** Asks for a folder; null when the person thought better of it. */
  readonly ask: () => Promise<string | null>;
  /** Not to be guessed. */
  readonly newToken: () => string;
}
/** A folder as the window may know it: `token` stands for it, `name` is for sentences. */
export interface ChosenFolder {
  readonly token: string;
  readonly name: string;
}
export interface ChosenFolders {
  choose(): Promise<ChosenFolder | null>;
  /** Throws 'invalid-input' for a token that stands for nothing. */
  pathOf(token: string): string;
}

/** Folders that the person chose. The window names them by token only, so it cannot have anything written elsewhere. */
export function createChosenFolders({ ask, newToken }: ChosenFoldersOptions): ChosenFolders {
  const folders = new Map<string, string>();
  return {
    async choose() {
      const folder = await ask();
      if (folder === null) return null;
      const token = newToken();
      folders.set(token, folder);
      const [oldest] = folders.keys();
      if (folders.size > MOST_FOLDERS && oldest !== undefined) folders.delete(oldest);
      // The root of a disk has no last part.
      return { token, name: path.basename(folder) || folder };
    },
    pathOf(token) {
      const folder = folders.get(token);
      if (folder !== undefined) return folder;
      throw fail(
        'invalid-input',
        told(
          'Retinue does not know any more which folder was chosen. It saved nothing. Choose the folder again.',
        ),
      );
    },
  };
}
