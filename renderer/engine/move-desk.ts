import { fail } from '../../shared/errors.ts';
import { groupBy } from '../../shared/group-by.ts';
import { flagState } from '../../shared/mail/follow-up.ts';
import { storeOf } from '../../shared/mail/roots.ts';
import type { Mark } from '../../shared/mail/types.ts';
import type { RetinueDatabase } from '../store/database.ts';
import { changesOf } from '../store/changes.ts';
import { marksIn, withMarks } from '../store/marks.ts';
import { isPlacing, isSameMessage } from '../store/placed.ts';
import { nowhereOf } from '../store/rows.ts';
import type { FolderId, MessageId, MessageRow } from '../store/tables.ts';
import { type Marked, undone } from '../store/write-marks.ts';
import type { ToFile } from '../store/write-filed.ts';
import type { Placed } from '../store/write-places.ts';
import type { Writer } from '../store/writer.ts';
import type { Clock } from './clock.ts';
import { told } from '../../shared/language/told.ts';

export interface MoveDeskDeps {
  readonly writer: Writer;
  readonly database: RetinueDatabase;
  readonly clock: Clock;
  /** Something waits for the servers of these messages. */
  readonly changed: (ids: Iterable<MessageId>) => void;
  /** Looks at everything of an account. */
  readonly look: (accountId: string) => Promise<void>;
}

/** Moves, removes and marks messages as the person says, and takes moves and marks back. */
export interface MoveDesk {
  move(
    ids: readonly MessageId[],
    folderId: FolderId,
  ): Promise<{ readonly step: number | null; readonly count: number }>;
  remove(ids: readonly MessageId[]): Promise<{ readonly count: number }>;
  mark(
    ids: readonly MessageId[],
    markOf: (row: MessageRow) => Mark,
  ): Promise<{ readonly step: number | null; readonly count: number }>;
  /** Does what rules decided: one step, whatever it is. */
  file(items: readonly ToFile[]): Promise<{ readonly step: number | null; readonly count: number }>;
  undo(step: number): Promise<null>;
  /** Takes back a change that waits, named by its last task. */
  withdraw(taskId: number): Promise<null>;
}

/** What a step did, as it was before. */
type Step =
  | { readonly kind: 'placed'; readonly placed: readonly Placed[] }
  | { readonly kind: 'marked'; readonly marked: readonly Marked[] }
  | { readonly kind: 'filed'; readonly placed: readonly Placed[]; readonly marked: readonly Marked[] };

/** Steps that can be taken back: the window offers 20, and one that reached several accounts counts for each here. */
const STEPS = 200;

/** Steps are known until the engine ends: the window that offers to undo them ends with it. */
export function createMoveDesk(deps: MoveDeskDeps): MoveDesk {
  const { writer, clock, changed } = deps;
  const steps = new Map<number, Step>();
  let last = 0;
  const remember = (step: Step): number => {
    last += 1;
    steps.set(last, step);
    steps.delete(last - STEPS);
    return last;
  };

  return {
    async move(ids, folderId) {
      await refuseOtherStore(deps.database, ids, folderId);
      const placed = await writer.place(ids, folderId, clock.now());
      if (placed.length === 0 && !(await deps.database.folders.get(folderId)))
        throw fail(
          'not-found',
          told('This folder is no longer there. Retinue moved nothing. Choose another folder.'),
        );
      changed(placed.map(({ row }) => row.id));
      return {
        step: placed.length === 0 ? null : remember({ kind: 'placed', placed }),
        count: placed.length,
      };
    },
    async remove(ids) {
      const placed = await writer.place(ids, null, clock.now());
      changed(placed.map(({ row }) => row.id));
      return { count: placed.length };
    },
    async mark(ids, markOf) {
      const marked = await writer.mark(ids, markOf, clock.now());
      changed(marked.map(({ row }) => row.id));
      return {
        step: marked.length === 0 ? null : remember({ kind: 'marked', marked }),
        count: marked.length,
      };
    },
    async file(items) {
      const { placed, marked } = await writer.file(items, clock.now());
      const ids = new Set([...placed, ...marked].map(({ row }) => row.id));
      changed(ids);
      return {
        step: ids.size === 0 ? null : remember({ kind: 'filed', placed, marked }),
        count: ids.size,
      };
    },
    async undo(number) {
      const step = steps.get(number);
      steps.delete(number);
      if (step?.kind === 'marked') return await unmark(deps, step.marked);
      const placed = step?.placed ?? [];
      let missing = await takeBack(deps, placed);
      if (missing.length > 0) {
        // They have moved on the server, and the folder may not have been listed since.
        for (const accountId of new Set(missing.map(({ row }) => row.accountId))) await deps.look(accountId);
        missing = await takeBack(deps, missing);
      }
      if (step?.kind === 'filed')
        for (const [, same] of groupBy(step.marked, ({ mark }) => mark.kind)) await unmark(deps, same);
      if (missing.length === 0) return null;
      throw fail(
        'not-found',
        told(
          'Retinue does not find {count, plural, one {# message} other {# messages}} in the folder any more, or the folder before it is gone. It took back what it could. Look through the folders, or look there again later.',
          { count: missing.length },
        ),
      );
    },
    withdraw: (taskId) => withdraw(deps, taskId),
  };
}

/** Exchange moves within one store only (reference 3.8), and a copy made of many requests could leave a message twice or half. */
async function refuseOtherStore(
  database: RetinueDatabase,
  ids: readonly MessageId[],
  folderId: FolderId,
): Promise<void> {
  const target = await database.folders.get(folderId);
  const rows = await database.messages.bulkGet([...ids]);
  const from = await database.folders.bulkGet([...new Set(rows.flatMap((row) => row?.folderId ?? []))]);
  if (target && from.some((each) => each && storeOf(each) !== storeOf(target)))
    throw fail('unsupported', OTHER_STORE);
}

const OTHER_STORE = told(
  'Exchange moves messages only within one mailbox, and among public folders. Retinue moved nothing. Choose a folder of the same mailbox, or forward the messages.',
);

/** As undo does it: what no server was asked for yet goes without a trace, and what may have been done gets its opposite. */
async function withdraw(deps: MoveDeskDeps, taskId: number): Promise<null> {
  const { database } = deps;
  const waiting = changesOf(await database.tasks.orderBy('id').toArray());
  const change = waiting.find(({ task }) => task.id === taskId);
  const row = change && (await database.messages.get(change.task.messageId));
  if (!row) throw fail('not-found', HAS_GONE_OUT);
  const { task, from } = change;
  if (!isPlacing(task))
    return await unmark(deps, [{ row: withMarks(row, marksIn(undone(task))), mark: task }]);
  await takeBack(deps, [{ row: { ...row, folderId: from }, to: row.folderId }]);
  return null;
}

const HAS_GONE_OUT = told(
  'This change waits no more: the server has it, or the message is gone. Retinue changed nothing. Make the change back in the folder.',
);

/** Gives messages the mark that they had, wherever they are by now. */
async function unmark(deps: MoveDeskDeps, marked: readonly Marked[]): Promise<null> {
  const { database, writer, clock, changed } = deps;
  const before = new Map<MessageId, Mark>();
  for (const { row, mark } of marked) {
    const found = (await database.messages.get(row.id)) ?? (await findElsewhere(database, row));
    if (found) before.set(found.id, markBefore(row, mark));
  }
  const ids = [...before.keys()];
  await writer.mark(ids, (row) => before.get(row.id) as Mark, clock.now());
  changed(ids);
  if (ids.length === marked.length) return null;
  throw fail(
    'not-found',
    told(
      'Retinue does not find {count, plural, one {# message} other {# messages}} any more. It took back what it found. Look for the rest in other folders.',
      { count: marked.length - ids.length },
    ),
  );
}

/** A message that moved meanwhile has another key. */
async function findElsewhere(database: RetinueDatabase, row: MessageRow): Promise<MessageRow | undefined> {
  const folders = await database.folders.where('accountId').equals(row.accountId).primaryKeys();
  const places = folders.map((id) => [id, row.nd]);
  const near = await database.messages.where('[folderId+nd]').anyOf(places).toArray();
  return near.find((each) => isSameMessage(row, each));
}

function markBefore({ read, flagged, followUp, categories }: MessageRow, { kind }: Mark): Mark {
  if (kind === 'read') return { kind, read };
  return kind === 'flag' ? { kind, ...flagState(flagged, followUp) } : { kind, categories };
}

/** Moves back what is found, where its folder still is; returns the rest. */
async function takeBack(deps: MoveDeskDeps, placed: readonly Placed[]): Promise<readonly Placed[]> {
  const missing: Placed[] = [];
  const home = new Map<FolderId, { readonly id: MessageId; readonly was: Placed }[]>();
  for (const was of placed) {
    const row = await findAgain(deps.database, was);
    if (!row) missing.push(was);
    else home.set(was.row.folderId, [...(home.get(was.row.folderId) ?? []), { id: row.id, was }]);
  }
  for (const [folderId, found] of home) {
    const ids = found.map(({ id }) => id);
    const back = await deps.writer.place(ids, folderId, deps.clock.now());
    if (back.length === 0) missing.push(...found.map(({ was }) => was));
    deps.changed(ids);
  }
  return missing;
}

/** The row itself while its move waits; afterwards the one that the listing brought, which has another key. */
async function findAgain(database: RetinueDatabase, { row, to }: Placed): Promise<MessageRow | undefined> {
  const same = await database.messages.get(row.id);
  if (same?.folderId === to) return same;
  if (to === nowhereOf(row.accountId)) return undefined;
  const near = await database.messages.where('[folderId+nd]').equals([to, row.nd]).toArray();
  return near.find((each) => isSameMessage(row, each));
}
