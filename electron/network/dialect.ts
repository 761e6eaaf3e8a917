import type { FolderPlace } from '../../shared/contracts/folders.ts';
import type { ChangesEnd, MessageChange, MessageIdentity, TimeSpan } from '../../shared/contracts/changes.ts';
import type {
  AccountInfo,
  BodyResult,
  ByteProgress,
  FlagResult,
  MarkedMessage,
  FoundMessage,
  MessagePageEnd,
  MoveResult,
  SearchEnd,
  ServerQuery,
} from '../../shared/contracts/network.ts';
import type { FolderMove } from './folder-desk.ts';
import type {
  Folder,
  FoldersEnd,
  HeaderFields,
  ItemRef,
  Mark,
  MessageHeader,
  MovedItem,
  PageCursor,
} from '../../shared/mail/types.ts';

export interface BodyRequest {
  readonly item: ItemRef;
  /** As the listing said; 0 where it did not. */
  readonly size: number;
  readonly onProgress: (progress: ByteProgress) => void;
}

/** Reading one mailbox, in words that are the same for every server. Each rejects with a FailureError. */
export interface Dialect {
  info(signal: AbortSignal): Promise<AccountInfo>;
  folders(signal: AbortSignal): AsyncGenerator<readonly Folder[], FoldersEnd, void>;
  /** One page of a folder, newest first. `onReport` is told of messages that report what was not delivered. */
  page(
    folder: string,
    from: PageCursor,
    rows: number,
    signal: AbortSignal,
    onReport?: (report: MessageHeader) => void,
  ): AsyncGenerator<readonly MessageHeader[], MessagePageEnd, void>;
  /**
   * What changed in a folder since a mark, and the mark of now; null asks for that alone. A mark that the server does not
   * know (any more), or no such thing at all, is no failure: the end says so.
   */
  changes(
    folder: string,
    since: string | null,
    signal: AbortSignal,
    onReport?: (report: MessageHeader) => void,
  ): AsyncGenerator<readonly MessageChange[], ChangesEnd, void>;
  /** How many messages of those times a folder has; null where counting means listing, or where some have no time. */
  count(folder: string, span: TimeSpan, signal: AbortSignal): Promise<number | null>;
  /** Who is in a folder: every message, or the unread ones; of those times at least. */
  identities(
    folder: string,
    which: 'all' | 'unread',
    signal: AbortSignal,
    span?: TimeSpan,
  ): AsyncGenerator<readonly MessageIdentity[], null, void>;
  /** Rejects with 'unsupported' where the server has no search of its own. */
  search(query: ServerQuery, signal: AbortSignal): AsyncGenerator<readonly FoundMessage[], SearchEnd, void>;
  body(request: BodyRequest, signal: AbortSignal): Promise<BodyResult>;
  /** The messages of a folder that are flagged or have categories. */
  marked(folder: string, signal: AbortSignal): AsyncGenerator<readonly MarkedMessage[], null, void>;
  /** Every item has its own result; a whole request that fails (offline, 401) rejects. */
  setMark(
    folder: string,
    items: readonly ItemRef[],
    mark: Mark,
    signal: AbortSignal,
  ): Promise<readonly FlagResult[]>;
  /**
   * Header fields that a listing does not bring, of messages of one folder, in their order. null: not known, or the message
   * is gone.
   */
  fields(
    folder: string,
    items: readonly ItemRef[],
    signal: AbortSignal,
  ): Promise<readonly (HeaderFields | null)[]>;
  /**
   * Moves messages into another folder, never over anything there. One whose answer was lost is found in the target at
   * the next call and counts as moved. Every item has its own result, as with `setMark`.
   */
  move(
    folder: string,
    items: readonly MovedItem[],
    target: string,
    signal: AbortSignal,
  ): Promise<readonly MoveResult[]>;
  /** Removes messages for good. What is gone already counts as removed. */
  remove(folder: string, items: readonly ItemRef[], signal: AbortSignal): Promise<readonly FlagResult[]>;
  /**
   * Makes a folder (parent null: at the top of the mailbox). `again`: it was asked for before, and what is there is taken
   * for it. Rejects with 'conflict' where there is such a folder, with 'invalid-input' for a name that cannot be.
   */
  createFolder(
    parent: string | null,
    name: string,
    again: boolean,
    signal: AbortSignal,
  ): Promise<FolderPlace>;
  /** Moves or renames a folder with all that is in it, never over another; the same rejections, also for the mailbox's own folders. */
  moveFolder(folder: string, move: FolderMove, signal: AbortSignal): Promise<FolderPlace>;
  /** Removes a folder with all that is in it, for good. One that is gone already counts as removed. */
  removeFolder(folder: string, signal: AbortSignal): Promise<null>;
}
