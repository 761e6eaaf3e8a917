import type { FolderPlace } from '../../shared/contracts/folders.ts';
import type { RetinueDatabase } from './database.ts';
import { folderTaskDone } from './rekey-folder.ts';
import type { FolderId, FolderSpot, FolderTask } from './tables.ts';
import {
  createFolderHere,
  folderTaskGivenUp,
  folderTaskTried,
  folderTaskWithdrawn,
  type NewFolder,
  placeFolderHere,
  removeFolderHere,
} from './write-folder-tasks.ts';

/** The part of `Writer` that makes, moves and removes folders; each is one transaction. */
export interface FolderWriter {
  readonly create: (folder: NewFolder, at: number) => Promise<FolderId>;
  /** Moves or renames; returns where it was, null where there is no such folder. */
  readonly place: (
    folderId: FolderId,
    spot: FolderSpot,
    anyName: boolean,
    at: number,
  ) => Promise<FolderSpot | null>;
  readonly remove: (folderId: FolderId, at: number) => Promise<void>;
  /** False: the change was taken back meanwhile. */
  readonly tried: (task: FolderTask) => Promise<boolean>;
  /** The server has made or moved it; returns its id from now on. */
  readonly done: (task: FolderTask, place: FolderPlace) => Promise<FolderId>;
  readonly givenUp: (task: FolderTask) => Promise<void>;
  /** The same on the person's word; false where the server has been asked meanwhile. */
  readonly withdrawn: (task: FolderTask) => Promise<boolean>;
}

/** Opens the database for changing folders. */
export function openFolderWriter(database: RetinueDatabase): FolderWriter {
  return {
    create: (folder, at) => createFolderHere(database, folder, at),
    place: (folderId, spot, anyName, at) => placeFolderHere(database, folderId, spot, anyName, at),
    remove: (folderId, at) => removeFolderHere(database, folderId, at),
    tried: (task) => folderTaskTried(database, task),
    done: (task, place) => folderTaskDone(database, task, place),
    givenUp: (task) => folderTaskGivenUp(database, task),
    withdrawn: (task) => folderTaskWithdrawn(database, task),
  };
}
