import { fail } from '../../shared/errors.ts';
import type { DialectName } from '../../shared/mail/dialects.ts';
import { cleanFolderName, folderNameFault, isSameFolderName } from '../../shared/mail/folder-name.ts';
import { folderChangesOf } from '../store/changes.ts';
import { hangsIn } from '../../shared/mail/folder-tree.ts';
import { INTO_ITSELF, OUTSIDE_FOLDER, SPECIAL_FOLDER } from '../../shared/mail/folder-words.ts';
import { movedId } from '../../shared/mail/folder-path.ts';
import type { RetinueDatabase } from '../store/database.ts';
import { isPlacing } from '../store/placed.ts';
import { folderTasksOf, spotOf } from '../store/folder-tasks.ts';
import { accountIdOf } from '../store/rows.ts';
import type { FolderId, FolderRow, FolderSpot } from '../store/tables.ts';
import type { Writer } from '../store/writer.ts';
import type { Clock } from './clock.ts';
import { told, type Told } from '../../shared/language/told.ts';

export interface FolderDeskDeps {
  readonly writer: Writer;
  readonly database: RetinueDatabase;
  readonly clock: Clock;
  readonly dialectOf: (accountId: string) => DialectName;
  /** Something waits for the server of this account. */
  readonly changed: (accountId: string) => void;
}

/** Makes, moves, renames and removes folders as the person says, and takes that back. */
export interface FolderDesk {
  create(
    accountId: string,
    parent: FolderId | null,
    name: string,
  ): Promise<{ readonly folderId: FolderId; readonly step: number | null }>;
  place(folderId: FolderId, parent: FolderId | null, name: string): Promise<{ readonly step: number | null }>;
  remove(folderId: FolderId, forGood: boolean): Promise<{ readonly step: number | null }>;
  undo(step: number): Promise<null>;
  /** Takes back a change that waits, named by its last task. */
  withdraw(taskId: number): Promise<null>;
  /** The id that a folder has by now. */
  now(folderId: FolderId): Promise<FolderId>;
  /** A folder has another id from now on: steps follow it. */
  moved(from: FolderId, to: FolderId): void;
}

/** A step that can be taken back: where a folder was; null: it was not there. */
interface Step {
  readonly accountId: string;
  readonly folderId: FolderId;
  readonly before: FolderSpot | null;
}
const STEPS = 20;
/** The window says an old id for a moment, a menu or a dialog that stands open for longer. */
const RENAMED = 200;

/** Steps are known until the engine ends, as those of messages are. */
export function createFolderDesk(deps: FolderDeskDeps): FolderDesk {
  const { writer, database, clock, dialectOf, changed } = deps;
  const steps = new Map<number, Step>();
  let last = 0;
  /** Ids that folders had: the window may still say one that the server's answer has just changed. */
  const renamed: (readonly [FolderId, FolderId])[] = [];
  const idNow = async (id: FolderId): Promise<FolderId> =>
    (await database.folders.get(id)) ? id : renamed.reduce((at, [from, to]) => movedId(at, from, to), id);
  const remember = (step: Step): number => {
    last += 1;
    steps.set(last, step);
    steps.delete(last - STEPS);
    return last;
  };
  const shown = async (accountId: string) =>
    (await database.folders.where('accountId').equals(accountId).toArray()).filter((row) => !row.removed);

  /** A name that can be there. */
  const nameFor = async (accountId: string, { parent, name }: FolderSpot, own: FolderRow | null) => {
    const dialect = dialectOf(accountId);
    const clean = cleanFolderName(name);
    const fault = folderNameFault(clean, dialect);
    if (fault !== null) throw fail('invalid-input', fault);
    const beside = (await shown(accountId)).filter((row) => spotOf(row).parent === parent);
    const same = beside.find((row) => isSameFolderName(row.name, clean, dialect));
    if (same && same.id !== own?.id) throw fail('conflict', taken(same.name));
    if (same && same.name !== clean) throw fail('invalid-input', RESPELT);
    return clean;
  };
  const put = async (row: FolderRow, spot: FolderSpot, anyName: boolean) => {
    const { accountId, id: folderId } = row;
    const before = await writer.folder.place(folderId, spot, anyName, clock.now());
    changed(accountId);
    return { step: before && remember({ accountId, folderId, before }) };
  };
  /** What others keep is theirs to make and to remove. */
  const refuseOutside = async (ids: readonly (FolderId | null)[]) => {
    const rows = await database.folders.bulkGet(ids.filter((id) => id !== null));
    if (rows.some((row) => row?.root !== undefined)) throw fail('unsupported', OUTSIDE_FOLDER);
  };
  const movable = async (folderId: FolderId) => {
    const row = await database.folders.get(folderId);
    if (!row) throw fail('not-found', GONE);
    const rows = await shown(row.accountId);
    if (rows.some(({ id, role }) => role !== 'none' && hangsIn(rows, id, folderId)))
      throw fail('invalid-input', SPECIAL_FOLDER);
    return row;
  };
  return {
    async create(accountId, wantedParent, name) {
      const parent = wantedParent === null ? null : await idNow(wantedParent);
      await refuseOutside([parent]);
      const clean = await nameFor(accountId, { parent, name }, null);
      const folderId = await writer.folder.create({ accountId, parent, name: clean }, clock.now());
      changed(accountId);
      return { folderId, step: remember({ accountId, folderId, before: null }) };
    },
    async place(wanted, wantedParent, name) {
      const folderId = await idNow(wanted);
      const parent = wantedParent === null ? null : await idNow(wantedParent);
      await refuseOutside([folderId, parent]);
      const row = await movable(folderId);
      const rows = await shown(row.accountId);
      if (parent !== null && accountIdOf(parent) !== row.accountId)
        throw fail('invalid-input', OTHER_ACCOUNT);
      if (parent !== null && hangsIn(rows, parent, folderId)) throw fail('invalid-input', INTO_ITSELF);
      const clean = await nameFor(row.accountId, { parent, name }, row);
      const here = spotOf(row);
      if (here.parent === parent && here.name === clean) return { step: null };
      return await put(row, { parent, name: clean }, false);
    },
    async remove(wanted, forGood) {
      const folderId = await idNow(wanted);
      await refuseOutside([folderId]);
      const row = await movable(folderId);
      const rows = await shown(row.accountId);
      const deleted = rows.find(({ role }) => role === 'deleted');
      if (deleted && !forGood && !hangsIn(rows, folderId, deleted.id))
        return await put(row, { parent: deleted.id, name: row.name }, true);
      await writer.folder.remove(folderId, clock.now());
      changed(row.accountId);
      return { step: null };
    },
    async undo(number) {
      const step = steps.get(number);
      steps.delete(number);
      if (!step) return null;
      const row = await database.folders.get(step.folderId);
      if (!row || row.removed) throw fail('not-found', GONE);
      if (step.before) await put(row, step.before, false);
      else {
        const isUsed = (await writer.count(row.id)) > 0 || (row.total ?? 0) > 0;
        const rows = await shown(row.accountId);
        if (isUsed || rows.some(({ parentPath }) => parentPath === row.path))
          throw fail('conflict', NOT_EMPTY);
        await writer.folder.remove(row.id, clock.now());
      }
      changed(step.accountId);
      return null;
    },
    async withdraw(taskId) {
      const all = folderChangesOf(await database.folderTasks.orderBy('id').toArray());
      const change = all.find(({ task }) => task.id === taskId);
      const row = change && (await database.folders.get(change.task.folderId));
      if (!row) throw fail('not-found', HAS_GONE_OUT);
      const { task, from } = change;
      if (task.kind === 'remove') {
        // The server cannot give back what it may have deleted.
        if (!(await writer.folder.withdrawn(task))) throw fail('not-found', HAS_GONE_OUT);
      } else if (from) {
        await nameFor(row.accountId, from, row);
        await put(row, from, false);
      } else await unmake(deps, row);
      changed(row.accountId);
      return null;
    },
    now: idNow,
    moved(from, to) {
      renamed.push([from, to]);
      if (renamed.length > RENAMED) renamed.shift();
      for (const [number, step] of steps) {
        const before = step.before && {
          ...step.before,
          parent: step.before.parent === null ? null : movedId(step.before.parent, from, to),
        };
        steps.set(number, { ...step, folderId: movedId(step.folderId, from, to), before });
      }
    },
  };
}

/** Of a folder that was to be made nothing stays; where the server may have it already, it is removed there again. */
async function unmake({ database, writer, clock }: FolderDeskDeps, row: FolderRow): Promise<void> {
  const { accountId, id, path } = row;
  const tasks = await folderTasksOf(database, accountId);
  const rows = await database.folders.where('accountId').equals(accountId).toArray();
  const isParent = ({ parent }: FolderSpot) => parent === id;
  const isNeeded =
    (await writer.count(id)) > 0 ||
    rows.some(({ parentPath }) => parentPath === path) ||
    tasks.some((task) => task.kind === 'move' && (isParent(task) || isParent(task.before))) ||
    (await database.tasks.toArray()).some(
      (task) => isPlacing(task) && (task.folderId === id || (task.kind === 'move' && task.to === id)),
    );
  if (isNeeded) throw fail('conflict', NEEDED);
  const own = tasks.filter(({ folderId }) => folderId === id);
  for (const task of own.toReversed())
    if (!(await writer.folder.withdrawn(task))) return await writer.folder.remove(id, clock.now());
  await writer.dropFolder(id);
}

function taken(name: string): Told {
  return told('There is a folder {name} here already. Retinue changed nothing. Choose another name.', {
    name,
  });
}

const HAS_GONE_OUT = told(
  'This change waits no more: the server has it, or may have it. Retinue changed nothing. Look through the folders again, and make the change back there.',
);
const NEEDED = told(
  'Something is in this folder, or goes there or comes from there by other changes that wait. Retinue changed nothing. Withdraw those first.',
);
const GONE = told('This folder is no longer there. Retinue changed nothing. Look through the mailbox again.');
const OTHER_ACCOUNT = told(
  'A folder cannot go to another account. Retinue changed nothing. Make a folder there and move the messages.',
);
const RESPELT = told(
  'The server takes both spellings for one name. Retinue changed nothing. Give the folder another name first, then this one.',
);
const NOT_EMPTY = told(
  'There is something in this folder by now, so Retinue kept it. Delete the folder instead.',
);
