import { fail, type Failure, retryOf } from '../../shared/errors.ts';
import { isInFolder } from '../../shared/mail/folder-path.ts';
import { BACKOFF, backoffMs } from '../../shared/retry/backoff.ts';
import { folderTasksOf, pathOf } from '../store/folder-tasks.ts';
import { isForServer, isPlacing } from '../store/placed.ts';
import type { FolderId, FolderTask } from '../store/tables.ts';
import { detailOf, engineFailure, isAccountWide, titled } from './engine-log.ts';
import type { SyncDeps } from './sync-deps.ts';
import { createTaskPusher, type TaskPusher } from './push-tasks.ts';
import { tellLostChanges } from './waiting-wishes.ts';
import { told, toldOf } from '../../shared/language/told.ts';

/**
 * The remote half of what the person did, with folders and with messages. Folders go first: what waits for messages
 * follows them to their new addresses. One that is removed for good waits until messages that were moved out have left.
 */
export function createPusher(deps: SyncDeps): TaskPusher {
  const messages = createTaskPusher(deps);
  const folders = createFolderPusher(deps);
  const isDue = (at: number | null) => at !== null && deps.clock.now() >= at;
  const pushFolders = async () => {
    if (!(await folders.push())) return false;
    // Messages may have waited for a folder.
    messages.notice();
    return true;
  };
  return {
    async push() {
      const before = await pushFolders();
      const moved = isDue(messages.dueAt()) && (await messages.push());
      return (await pushFolders()) || moved || before;
    },
    notice() {
      folders.notice();
      messages.notice();
    },
    retryAll() {
      folders.retryAll();
      messages.retryAll();
    },
    dueAt() {
      const all = [folders.dueAt(), messages.dueAt()].filter((at) => at !== null);
      return all.length === 0 ? null : Math.min(...all);
    },
  };
}

/** The same for folders alone, in the order in which they were changed. */
function createFolderPusher(deps: SyncDeps): TaskPusher {
  let due: number | null = 0;
  let restsUntil = 0;
  let failures = 0;

  const later = (failure: Failure) => {
    restsUntil =
      deps.clock.now() + backoffMs(BACKOFF.background, failures, deps.random, failure.retryAfterMs);
    due = restsUntil;
    failures += 1;
  };

  return {
    async push() {
      if (deps.clock.now() < restsUntil) return false;
      due = null;
      let isChanged = false;
      for (const task of await folderTasksOf(deps.database, deps.accountId)) {
        // Earlier ones may have brought it a new address.
        const now = await deps.database.folderTasks.get(task.id as number);
        if (!now || (await isHeldBack(deps, now)) || !(await deps.writer.folder.tried(now))) continue;
        try {
          await carryOut(deps, now);
          isChanged = true;
        } catch (thrown) {
          const failure = engineFailure(thrown);
          if (isAccountWide(failure)) {
            due = 0;
            throw thrown;
          }
          if (failure.kind === 'malformed-response' || retryOf(failure.kind) === 'automatic') {
            later(failure);
            return isChanged;
          }
          await giveUp(deps, now, failure);
          isChanged = true;
        }
      }
      failures = 0;
      return isChanged;
    },
    notice() {
      due = restsUntil;
    },
    retryAll() {
      restsUntil = 0;
      due = 0;
    },
    dueAt: () => due,
  };
}

/** Whether messages have still to leave, or reach, a folder that is to go for good. */
async function isHeldBack({ database }: SyncDeps, { kind, folderId }: FolderTask): Promise<boolean> {
  if (kind !== 'remove') return false;
  const waiting = (await database.tasks.toArray()).filter(isForServer).filter(isPlacing);
  return waiting.some(
    (task) => isInFolder(task.folderId, folderId) || (task.kind === 'move' && isInFolder(task.to, folderId)),
  );
}

async function carryOut(deps: SyncDeps, task: FolderTask): Promise<void> {
  const { accountId, database, network, signal, writer } = deps;
  const hrefOf = async (id: FolderId) => {
    const href = (await database.folders.get(id))?.href ?? '';
    if (href === '') throw fail('not-found', GONE);
    return href;
  };
  if (task.kind === 'remove') {
    await network.call('folder.remove', { accountId, folder: await hrefOf(task.folderId) }, { signal });
    await drop(deps, task.folderId);
    await writer.folder.givenUp(task);
    return;
  }
  const { name } = task;
  const parent = task.parent === null ? null : await hrefOf(task.parent);
  const again = task.tried === true;
  const path = pathOf(task.folderId);
  const place =
    task.kind === 'create'
      ? await network.call('folder.create', { accountId, parent, name, again, path }, { signal })
      : await network.call(
          'folder.move',
          { accountId, folder: await hrefOf(task.folderId), parent, name, anyName: task.anyName },
          { signal },
        );
  deps.folderMoved(task.folderId, await writer.folder.done(task, place));
}

/** The folder is again as it was, or was never made; messages that were to go there are where the server has them. */
async function giveUp(deps: SyncDeps, task: FolderTask, failure: Failure): Promise<void> {
  const { accountId, database, log, writer } = deps;
  // What it was to be called, or is called again.
  const known = (await database.folders.get(task.folderId))?.name ?? '';
  const name = task.kind === 'create' ? task.name : task.kind === 'move' ? task.before.name : known;
  await writer.folder.givenUp(task);
  if (task.kind === 'create') await drop(deps, task.folderId);
  await log({
    accountId,
    level: 'warning',
    ...titled(
      task.kind === 'create'
        ? told('The folder {name} was not made', { name })
        : told('The folder {name} is as it was', { name }),
    ),
    ...toldOf(failure),
    detail: detailOf(failure),
  });
}

async function drop(deps: SyncDeps, folderId: FolderId): Promise<void> {
  const all = await deps.database.folders.where('accountId').equals(deps.accountId).primaryKeys();
  for (const id of all.filter((each) => isInFolder(each, folderId))) {
    await tellLostChanges(deps, id);
    await deps.writer.dropFolder(id);
  }
}

const GONE = told(
  'A folder that this change needs is no longer there. Retinue changed nothing and looks through the mailbox again.',
);
