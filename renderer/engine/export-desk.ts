import type { EngineContract } from '../../shared/contracts/engine.ts';
import type {
  CarryReport,
  ExportedMessage,
  ExportProgress,
  ExportReport,
  ExportWhat,
  NotExported,
} from '../../shared/contracts/inout.ts';
import { fail, type Failure } from '../../shared/errors.ts';
import { flagState } from '../../shared/mail/follow-up.ts';
import { isInFolder } from '../../shared/mail/folder-path.ts';
import { FIRST_PAGE, type Folder, type MessageHeader, type PageCursor } from '../../shared/mail/types.ts';
import { createPauses } from '../../shared/pauses.ts';
import type { CallContext } from '../../shared/rpc/server.ts';
import type { MessagePageEnd } from '../../shared/contracts/network.ts';
import { folderIdOf, messageIdOf } from '../store/rows.ts';
import type { RetinueDatabase } from '../store/database.ts';
import type { FolderRow, MessageId } from '../store/tables.ts';
import type { Bodies } from './bodies.ts';
import { engineFailure } from './engine-log.ts';
import { collect, type Network } from './network-link.ts';
import { told, toldOf } from '../../shared/language/told.ts';

type Calls = EngineContract['calls'];

/** Where mail goes out to files: what is here is taken from here, the rest is fetched, and what cannot be had is named. */
export interface ExportDesk {
  run(args: Calls['mail.export']['args'], context: CallContext<ExportProgress>): Promise<ExportReport>;
  /** Holds up an export between two messages, or lets it go on. */
  pause(token: string, paused: boolean): void;
  carry(
    args: Calls['messages.carry']['args'],
    context: CallContext<ExportProgress>,
    remove: (id: MessageId) => Promise<unknown>,
  ): Promise<CarryReport>;
  file(args: Calls['mail.file']['args'], signal: AbortSignal): Promise<Calls['mail.file']['result']>;
}
export interface ExportDeps {
  readonly network: Network;
  readonly database: RetinueDatabase;
  readonly bodies: Bodies;
}

type Row = MessageHeader & { readonly accountId: string };
interface Part {
  readonly names: readonly string[];
  readonly total: number;
  rows(signal: AbortSignal): AsyncGenerator<readonly Row[], void, void>;
}

const ROWS = 100;
/** Where every message after it would fail in the same way, asking on would only be unkind. */
const ENDING: ReadonlySet<Failure['kind']> = new Set([
  'cancelled',
  'storage-full',
  'offline',
  'paused',
  'unauthorized',
  'untrusted',
]);

export function createExportDesk({ network, database, bodies }: ExportDeps): ExportDesk {
  /** The bytes where they are here as they came. */
  const bytesHere = async (id: MessageId): Promise<Uint8Array | null> => {
    const body = (await database.bodies.get(id))?.body;
    return body?.kind === 'mime' ? body.bytes : null;
  };
  const pauses = createPauses();
  const partsOf = async (what: ExportWhat, signal: AbortSignal): Promise<readonly Part[]> => {
    switch (what.kind) {
      case 'messages':
        return [await selectedPart(database, what.messageIds)];
      case 'folder': {
        const top = await database.folders.get(what.folderId);
        if (!top) throw fail('not-found', NO_FOLDER);
        return await folderParts({ network, database }, top.accountId, top, signal);
      }
      case 'account':
        return await folderParts({ network, database }, what.accountId, null, signal);
    }
  };

  const exported = async (
    { token, form, what, untitled }: Calls['mail.export']['args'],
    { signal, progress }: CallContext<ExportProgress>,
    turn: () => Promise<void>,
  ): Promise<ExportReport> => {
    const parts = await partsOf(what, signal);
    const { id, name: place } = await network.call('export.begin', { token, form, untitled }, { signal });
    const total = parts.reduce((sum, part) => sum + part.total, 0);
    const failed: NotExported[] = [];
    let written = 0;
    let ended: Failure | null = null;
    const put = async (names: readonly string[], row: Row) => {
      const folder = names.join(' / ');
      await turn();
      try {
        const bytes = await bytesHere(messageIdOf(row.accountId, row.key));
        await network.call(
          'export.put',
          { id, names: [...names], message: toExported(row), bytes },
          { signal },
        );
        written += 1;
      } catch (thrown) {
        const failure = engineFailure(thrown);
        failed.push({ folder, subject: row.subject, ...toldOf(failure) });
        if (ENDING.has(failure.kind)) throw thrown;
      }
      progress({ folder, done: written + failed.length, total });
    };
    try {
      for (const part of parts) {
        const { names } = part;
        await network.call('export.folder', { id, names: [...names] }, { signal });
        for await (const some of part.rows(signal)) for (const row of some) await put(names, row);
      }
    } catch (thrown) {
      ended = engineFailure(thrown);
    }
    await network.call('export.end', { id, keep: written > 0 || ended === null });
    return { written, failed, place, ended };
  };

  return {
    pause: (token, paused) => pauses.set(token, paused),
    async run(args, context) {
      const pausable = pauses.begin(args.token);
      try {
        return await exported(args, context, () => pausable.turn(context.signal));
      } finally {
        pausable.end();
      }
    },

    async carry({ messageIds, folderId, move }, { signal, progress }, remove) {
      const target = await database.folders.get(folderId);
      if (!target) throw fail('not-found', NO_FOLDER);
      const rows = (await database.messages.bulkGet([...messageIds])).filter((row) => row !== undefined);
      const failed: NotExported[] = [];
      const counts = { copied: 0, already: 0 };
      let ended: Failure | null = null;
      const { accountId, href: folder, name } = target;
      for (const row of rows) {
        try {
          const message = toExported(row);
          const args = { accountId, folder, message, bytes: await bytesHere(row.id) };
          const { isNew } = await network.call('mail.append', args, { signal });
          counts[isNew ? 'copied' : 'already'] += 1;
          // Its copy was seen: from here on there are two, and one may go.
          if (move) await remove(row.id);
        } catch (thrown) {
          const failure = engineFailure(thrown);
          failed.push({ folder: name, subject: row.subject, ...toldOf(failure) });
          if (ENDING.has(failure.kind)) {
            ended = failure;
            break;
          }
        }
        progress({ folder: name, done: counts.copied + counts.already + failed.length, total: rows.length });
      }
      return { ...counts, failed, ended };
    },

    async file({ messageId, untitled }, signal) {
      const row = await bodies.row(messageId);
      const bytes = await bytesHere(messageId);
      const file = await network.call('mail.one', { message: toExported(row), bytes }, { signal });
      return { ...file, name: `${row.subject.trim() || untitled}.eml` };
    },
  };
}

async function selectedPart(database: RetinueDatabase, ids: readonly MessageId[]): Promise<Part> {
  const rows = (await database.messages.bulkGet([...ids])).filter((row) => row !== undefined);
  const folder = await database.folders.get(rows[0]?.folderId ?? '');
  // oxlint-disable-next-line require-await -- they are here
  async function* all() {
    yield rows;
  }
  return { names: [folder?.name ?? 'Mail'], total: rows.length, rows: all };
}

/** A folder (null: every folder of the account) and those in it. */
async function folderParts(
  deps: Pick<ExportDeps, 'network' | 'database'>,
  accountId: string,
  top: FolderRow | null,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const all = await foldersOf(deps, accountId, top, signal);
  const byPath = new Map(all.map((row) => [row.path, row]));
  const namesOf = (row: Folder): readonly string[] => {
    const above = row.path === top?.path || row.parentPath === null ? undefined : byPath.get(row.parentPath);
    return [...(above ? namesOf(above) : []), row.name];
  };
  const wanted = all.filter((row) => top === null || isInFolder(row.path, top.path));
  return wanted.map((row) => ({
    names: namesOf(row),
    total: row.total ?? 0,
    rows: (asked) => rowsOf(deps, accountId, row, asked),
  }));
}

/** As the server has them now; those that are known here while it cannot be asked. */
async function foldersOf(
  { network, database }: Pick<ExportDeps, 'network' | 'database'>,
  accountId: string,
  top: FolderRow | null,
  signal: AbortSignal,
): Promise<readonly Folder[]> {
  const known = async () =>
    (await database.folders.toArray()).filter(
      (row) => row.accountId === accountId && row.removed !== true && row.root === top?.root,
    );
  // Folders of others hang under a root of their own.
  if (top?.root !== undefined) return await known();
  try {
    const { items, end } = await collect(network.stream('folders.list', { accountId }, { signal }));
    if (end) throw fail('too-large', TOO_MANY);
    return items;
  } catch (thrown) {
    const { kind } = engineFailure(thrown);
    if (kind === 'offline' || kind === 'paused') return await known();
    throw thrown;
  }
}

/** The messages of a folder: those here where all of them are, else as its server lists them now. */
async function* rowsOf(
  { network, database }: Pick<ExportDeps, 'network' | 'database'>,
  accountId: string,
  { path, href }: Folder,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[], void, void> {
  const id = folderIdOf(accountId, path);
  const cursor = await database.cursors.get(id);
  if (cursor?.next === null && cursor.seen) {
    const here = await database.messages
      .where('[folderId+nd]')
      .between([id, -Infinity], [id, Infinity])
      .toArray();
    // Fewer or more than its server said at the last look: it is asked.
    if (here.length === cursor.seen.total) {
      yield here;
      return;
    }
  }
  for (let from: PageCursor | null = FIRST_PAGE; from; ) {
    const pages: AsyncGenerator<readonly MessageHeader[], MessagePageEnd, void> = network.stream(
      'messages.page',
      { accountId, folder: href, from, rows: ROWS },
      { signal },
    );
    let next = await pages.next();
    for (; !next.done; next = await pages.next()) yield next.value.map((row) => ({ ...row, accountId }));
    from = next.value.next;
  }
}

function toExported(row: Row): ExportedMessage {
  const { accountId, href, permanentUrl, size, subject, date, read, flagged, followUp, categories } = row;
  return {
    accountId,
    item: { href, permanentUrl },
    size,
    subject,
    date,
    read,
    ...flagState(flagged, followUp),
    categories: [...categories],
  };
}

const NO_FOLDER = told(
  'This folder is no longer on this computer. Retinue wrote nothing. Choose another one.',
);
const TOO_MANY = told(
  'This mailbox has more folders than Retinue looks at. It wrote nothing, because some would be missing. Export its folders one by one.',
);
