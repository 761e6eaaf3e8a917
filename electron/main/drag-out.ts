import { mkdir, chmod, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { markAsForeign } from '../platform/quarantine.ts';

export interface DragOutOptions {
  /** Where private copies for other programs go; whoever wipes it at start and at quit wipes these too. */
  readonly opened: string;
  /** Hex, not to be guessed. */
  readonly newToken: () => string;
  /** Lets the network process write there, once. */
  readonly vouch: (token: string, place: string) => void;
  /** Makes everything ready for a drag of these files; what it gives begins it, at once, and returns when it is over. */
  readonly prepare: (files: readonly string[]) => Promise<() => void>;
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
}

/**
 * Mail that is dragged to other programs, as files in private folders. A file manager copies a file some time after it
 * was dropped, so that they stay until Retinue quits. The system asks for files that are there: the picture and the list
 * are made beforehand, and a drag begins without waiting, while the button is still held.
 */
export interface DragOut {
  /** A new folder that mail is written into under its token. */
  place(): Promise<{ readonly token: string }>;
  /** What is in it is whole: messages are dragged one by one, a folder's file with that of the folders in it. */
  ready(token: string, what: 'messages' | 'folder'): Promise<null>;
  start(token: string): null;
  /** It is not to be dragged. */
  forget(token: string): Promise<null>;
}

export function createDragOut(options: DragOutOptions): DragOut {
  const places = new Map<string, { readonly folder: string; begin: (() => void) | null }>();
  const placeOf = (token: string) => {
    const found = places.get(token);
    if (found) return found;
    throw fail(
      'not-found',
      told('These files are no longer there. Nothing was dragged out. Drag the mail again.'),
    );
  };
  return {
    async place() {
      const token = options.newToken();
      const folder = path.join(options.opened, token);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(options.opened, 0o700); // also where the umask or an older folder said otherwise
      places.set(token, { folder, begin: null });
      options.vouch(token, folder);
      return { token };
    },
    async ready(token, what) {
      const place = placeOf(token);
      const files = what === 'messages' ? await messagesIn(place.folder) : await topOf(place.folder);
      if (files.length === 0)
        throw fail(
          'not-found',
          told('This mail is no longer where it was. Nothing was dragged out. Look for it in its folder.'),
        );
      for (const file of files)
        if (what === 'messages') await markAsForeign(file, options.platform, options.now());
      place.begin = await options.prepare(files);
      return null;
    },
    start(token) {
      placeOf(token).begin?.();
      return null;
    },
    async forget(token) {
      const { folder } = placeOf(token);
      places.delete(token);
      await rm(folder, { recursive: true, force: true });
      return null;
    },
  };
}

/** An export of messages puts them into a folder that is called as theirs. */
async function messagesIn(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name));
}

async function topOf(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).sort().map((name) => path.join(folder, name));
}
