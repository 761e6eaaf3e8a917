import * as v from 'valibot';
import { type Root, rootSchema, USER_FOLDERS } from '../mail/roots.ts';
import type { Folder, FoldersEnd } from '../mail/types.ts';
import { accountId, text } from './arguments.ts';

export const rootSchemas = {
  'roots.list': v.object({ accountId, root: v.pick(rootSchema, ['path', 'href', 'whole']) }),
  'roots.browse': v.object({
    accountId,
    /** null: the top of the public folders. */
    folder: v.nullable(text),
    /** Folders of this level that were told already. */
    from: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  'roots.find': v.object({ accountId, user: text, folder: v.picklist(USER_FOLDERS) }),
} as const;
type Args<M extends keyof typeof rootSchemas> = v.InferOutput<(typeof rootSchemas)[M]>;

/** A public folder on one level of the tree. */
export interface BrowsedFolder extends Pick<Folder, 'path' | 'href' | 'name'> {
  /** It holds mail; others (calendars, contacts) can only be gone through. */
  readonly isMail: boolean;
  /** There are folders in it. The public store says so of those that have some. */
  readonly hasFolders: boolean;
}
export interface BrowsedLevel {
  readonly folders: readonly BrowsedFolder[];
  /** Where the rest of the level begins; null: that was all. */
  readonly next: number | null;
}

/** What the network process is asked about folders outside of an account's mailbox. */
export type RootCalls = {
  /** One level of the public folders, a part at a time. Rejects with 'unsupported' where there are none. */
  'roots.browse': { args: Args<'roots.browse'>; result: BrowsedLevel };
  /**
   * Another user's folder, by the user's name, alias or address. Rejects with 'not-found' for nobody, 'conflict' for
   * several, 'forbidden' where the user has not let one in.
   */
  'roots.find': { args: Args<'roots.find'>; result: Root };
};
export type RootStreams = {
  /** A root as a folder, and of a mailbox the mail folders in it. */
  'roots.list': { args: Args<'roots.list'>; item: Folder; end: FoldersEnd };
};
