import path from 'node:path';
import { toFailure } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import type { DataFolders } from '../folders.ts';
import { backUp } from './back-up.ts';
import { isFresh, unpackBackUp } from './restore.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** What the commands ask of the person and the system; Electron's dialogs in the application. */
export interface BackUpSystem {
  readonly folders: DataFolders;
  /** Accounts besides the demo. */
  readonly accounts: () => number;
  readonly now: () => number;
  readonly say: Say;
  readonly askWhere: (name: string) => Promise<string | null>;
  readonly askArchive: () => Promise<string | null>;
  readonly tell: (sentence: string) => Promise<void>;
  /** true: now. */
  readonly askRestart: (sentence: string) => Promise<boolean>;
  readonly restart: () => void;
  /** Shows that work is going on, and that it is over. */
  readonly busy: (isBusy: boolean) => void;
}

/** "Back Up…" and "Restore…" of a profile. Neither rejects: what happened is told. */
export interface BackUpCommands {
  backUp(): Promise<void>;
  restore(): Promise<void>;
}

export function createBackUpCommands(system: BackUpSystem): BackUpCommands {
  const { folders, say, tell, now } = system;
  const answered = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      await tell(sayTold(toFailure(thrown), say));
    } finally {
      system.busy(false);
    }
  };
  return {
    backUp: () =>
      answered(async () => {
        const target = await system.askWhere(`Retinue ${new Date(now()).toISOString().slice(0, 10)}.tar.gz`);
        if (target === null) return;
        system.busy(true);
        const { files } = await backUp(folders, target, now());
        await tell(
          say(
            'The back-up is whole: {count, plural, one {# file} other {# files}} in {name}. It holds the mail on this computer, drafts, mail on its way out, accounts without passwords, categories and saved searches. Mail on servers is not in it.',
            { count: files, name: path.basename(target) },
          ),
        );
      }),
    restore: () =>
      answered(async () => {
        if (!(await isFresh(folders, system.accounts())))
          return await tell(
            say(
              'There is mail or an account here already, and Retinue does not mix the two. Nothing was changed. Start Retinue with --user-data-dir=FOLDER on an empty folder, and restore there.',
            ),
          );
        const archive = await system.askArchive();
        if (archive === null) return;
        system.busy(true);
        const { files } = await unpackBackUp(folders, archive);
        const sentence = say(
          'The back-up is whole: {count, plural, one {# file} other {# files}}. Retinue puts it in place at its next start. Passwords are not in it and are asked for once.',
          { count: files },
        );
        if (await system.askRestart(sentence)) system.restart();
      }),
  };
}
