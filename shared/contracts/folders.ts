import * as v from 'valibot';
import type { Folder } from '../mail/types.ts';
import { accountId, text } from './arguments.ts';
import { type RootCalls, rootSchemas } from './roots.ts';

export const folderSchemas = {
  ...rootSchemas,
  'folder.create': v.object({
    accountId,
    parent: v.nullable(text),
    name: text,
    /** It was asked for before: what is there counts as made. */
    again: v.boolean(),
    /** The path that it has here until it is made. */
    path: text,
  }),
  'folder.move': v.object({
    accountId,
    folder: text,
    parent: v.nullable(text),
    name: text,
    /** "name 2" is as good. */
    anyName: v.boolean(),
  }),
  'folder.remove': v.object({ accountId, folder: text }),
} as const;
type Args<M extends keyof typeof folderSchemas> = v.InferOutput<(typeof folderSchemas)[M]>;

/** Where a folder is now, as in `Folder`. */
export type FolderPlace = Pick<Folder, 'path' | 'href'>;

/** What the network process is asked to do with folders. A type, because a contract has an index and interfaces have none. */
export type FolderCalls = RootCalls & {
  /** In `parent`, or at the top of the mailbox. Rejects with 'conflict' where there is such a folder already. */
  'folder.create': { args: Args<'folder.create'>; result: FolderPlace };
  /** With all that is in it. */
  'folder.move': { args: Args<'folder.move'>; result: FolderPlace };
  /** For good, with all that is in it. */
  'folder.remove': { args: Args<'folder.remove'>; result: null };
};

export type { RootStreams as FolderStreams } from './roots.ts';

/** `step` undoes it; null: it was so. */
interface Step {
  readonly step: number | null;
}
/** What the window asks of the engine: done at once here, and later on the server. Each rejects with a sentence. */
export type FolderDeskCalls = {
  /** In `parentId`, or at the top of the account. */
  'folders.create': {
    args: { readonly accountId: string; readonly parentId: string | null; readonly name: string };
    result: Step & { readonly folderId: string };
  };
  /** Moves or renames. */
  'folders.place': {
    args: { readonly folderId: string; readonly parentId: string | null; readonly name: string };
    result: Step;
  };
  /** Into the folder for deleted messages where there is one; `forGood`, or where there is none: for good, without undo. */
  'folders.remove': { args: { readonly folderId: string; readonly forGood: boolean }; result: Step };
  /** Takes back a change that waits for its server. Rejects with a sentence where it waits no more, or others need it. */
  'folders.withdraw': { args: { readonly id: number }; result: null };
  /** What a folder is called by now: the server has made it, or moved it. The same id where nothing is known of it. */
  'folders.now': { args: { readonly folderId: string }; result: { readonly folderId: string } };
  'folders.undo': { args: { readonly step: number }; result: null };
};
