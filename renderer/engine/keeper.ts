import { Dexie } from 'dexie';
import { PORT_BYTES_LIMIT } from '../../shared/contracts/network.ts';
import type { Keep } from '../../shared/mail/keep.ts';
import { folderIdOf } from '../store/rows.ts';
import type { FolderId, MessageId, MessageRow } from '../store/tables.ts';
import { KEEP_LOOK } from './limits.ts';
import type { SyncDeps } from './sync-deps.ts';

/** Finds what is still to be fetched of the folders that are kept on this computer. */
export interface Keeper {
  /** The next message whose content is not here; undefined when all of them are, or what is missing is among `failed`. */
  next(failed: ReadonlySet<MessageId>): Promise<MessageRow | undefined>;
}

/** A folder under way, newest first, as it was when it was last in step. */
interface Walk {
  readonly asOf: number;
  readonly upToBytes: number | null;
  /** Ids that were not looked at yet. */
  readonly ids: readonly MessageId[];
  /** Of those that were, what is to be fetched. */
  readonly due: readonly MessageRow[];
  readonly total: number;
}

/** One walk through a folder each time it was brought into step: a folder that does not change costs nothing. */
export function createKeeper(deps: SyncDeps, keeps: () => readonly Keep[]): Keeper {
  const { database, accountId, state } = deps;
  const walks = new Map<FolderId, Walk>();

  const walkOf = async (folderId: FolderId, { upToBytes }: Keep): Promise<Walk | null> => {
    const asOf = (await database.cursors.get(folderId))?.completeAt ?? null;
    if (asOf === null) return null; // it is still being listed
    const under = walks.get(folderId);
    if (under && under.asOf === asOf && under.upToBytes === upToBytes) return under;
    const own = database.messages
      .where('[folderId+nd]')
      .between([folderId, Dexie.minKey], [folderId, Dexie.maxKey]);
    const ids = await own.primaryKeys();
    return { asOf, upToBytes, ids, due: [], total: ids.length };
  };

  const look = async (walk: Walk): Promise<Walk> => {
    const ids = walk.ids.slice(0, KEEP_LOOK);
    const rows = (await database.messages.bulkGet(ids)).filter((row) => row !== undefined);
    const here = new Set(await database.bodies.where('messageId').anyOf(ids).primaryKeys());
    const due: MessageRow[] = [];
    for (const row of rows) {
      if (row.fault || (walk.upToBytes !== null && row.size > walk.upToBytes)) continue;
      if (!here.has(row.id) || (await isStandIn(row))) due.push(row);
    }
    return { ...walk, ids: walk.ids.slice(KEEP_LOOK), due };
  };
  /** Of a large message that was opened its text alone is stored. */
  const isStandIn = async ({ id, size }: MessageRow) =>
    size > PORT_BYTES_LIMIT && (await database.bodies.get(id))?.body.kind === 'properties';

  return {
    async next(failed) {
      for (const keep of keeps()) {
        const folderId = folderIdOf(accountId, keep.path);
        let walk = await walkOf(folderId, keep);
        while (walk && walk.ids.length + walk.due.length > 0) {
          const [row, ...due]: readonly MessageRow[] = walk.due;
          walk = row ? { ...walk, due } : await look(walk);
          walks.set(folderId, walk);
          if (!row || failed.has(row.id)) continue;
          const { total, ids } = walk;
          await state.activity({ what: 'keep', folderId, done: total - ids.length - due.length, total });
          return row;
        }
      }
      return undefined;
    },
  };
}
