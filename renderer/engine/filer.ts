import { factsOf } from '../../shared/filing/facts.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { type Decision, judge } from '../../shared/filing/judge.ts';
import { doesAnything, planFor } from '../../shared/filing/plan.ts';
import type { FiledRow, FolderRow, MessageRow } from '../store/tables.ts';
import type { ToFile } from '../store/write-filed.ts';
import { type AskFields, asksForLists, createAskFields } from './ask-fields.ts';
import { fieldsHere } from './known-fields.ts';
import type { SyncDeps } from './sync-deps.ts';
import { told } from '../../shared/language/told.ts';
import { titled } from './engine-log.ts';

/** Files what arrived in an account's Inbox, as its person laid down. */
export interface Filer {
  /** Judges all that waits for it. True when something waits for the server because of that. */
  run(): Promise<boolean>;
}

type FilerDeps = Pick<SyncDeps, 'accountId' | 'database' | 'network' | 'writer' | 'clock' | 'log' | 'signal'>;

/** Messages that are judged in one transaction. */
const AT_ONCE = 200;

/** `filing` gives what is laid down; null while that is not known yet: what arrived waits for it. */
export function createFiler(deps: FilerDeps, filing: () => Filing | null): Filer {
  const { accountId, database, writer, clock } = deps;
  return {
    async run() {
      const laidDown = filing();
      if (!laidDown) return false;
      const ask = asksForLists(laidDown) ? createAskFields(deps) : null;
      let isChanged = false;
      for (;;) {
        const own = database.filed.where('waiting').startsWith(`${accountId}|`);
        const waiting = await own.limit(AT_ONCE).toArray();
        if (waiting.length === 0) return isChanged;
        const judged = await judgeAll(deps, waiting, laidDown, ask);
        const { placed, marked } = await writer.file(
          judged.map(({ item }) => item),
          clock.now(),
        );
        isChanged ||= placed.length + marked.length > 0;
        await tellMissing(deps, judged.filter(({ isStuck }) => isStuck).length);
      }
    },
  };
}

/** What would be done with the messages of a folder; changes nothing. */
export interface Preview {
  readonly items: readonly { readonly row: MessageRow; readonly decision: Decision }[];
  /** Messages that were looked at. */
  readonly looked: number;
  /** Those of them about which something was asked that is not known here. */
  readonly unknown: number;
}

/** Asks the rules about messages that are here already. */
export async function previewFiling(
  { database }: Pick<FilerDeps, 'database'>,
  rows: readonly MessageRow[],
  filing: Filing,
): Promise<Preview> {
  const folders = await database.folders.toArray();
  const items: { row: MessageRow; decision: Decision }[] = [];
  let unknown = 0;
  for (const row of rows) {
    const fields = fieldsHere(row, await database.bodies.get(row.id));
    const decision = judge(filing, factsOf(row, fields));
    if (decision.unknown.length > 0) unknown += 1;
    if (doesAnything(planFor(decision, row, folders, filing.places))) items.push({ row, decision });
  }
  return { items, looked: rows.length, unknown };
}

/** A decision as it is carried out for a message. */
export function toFile(
  row: MessageRow,
  decision: Decision,
  folders: readonly FolderRow[],
  filing: Filing,
): { readonly item: ToFile; readonly isStuck: boolean } {
  const { marks, to, missing } = planFor(decision, row, folders, filing.places);
  return {
    item: { messageId: row.id, from: row.folderId, decision, marks, to },
    isStuck: missing !== null,
  };
}

/** Nothing is decided about what is gone, or was moved since it came. */
async function judgeAll(
  { database }: FilerDeps,
  waiting: readonly FiledRow[],
  filing: Filing,
  ask: AskFields | null,
) {
  const folders = await database.folders.filter(({ removed }) => removed !== true).toArray();
  const rows = await database.messages.bulkGet(waiting.map(({ waiting: id }) => id ?? ''));
  const bodies = await database.bodies.bulkGet(waiting.map(({ waiting: id }) => id ?? ''));
  const here = rows.map((row, nth) => fieldsHere(row, bodies[nth]));
  const lacking = rows.flatMap((row, nth) =>
    row && here[nth] === null && row.folderId === waiting[nth]?.from ? [row] : [],
  );
  const asked = await ask?.(lacking, folders);
  return waiting.map(({ waiting: messageId = '', from }, nth) => {
    const row = rows[nth];
    if (row?.folderId !== from)
      return { item: { messageId, from, decision: NOTHING, marks: [], to: null }, isStuck: false };
    const decision = judge(filing, factsOf(row, here[nth] ?? asked?.get(row.id) ?? null));
    return toFile(row, decision, folders, filing);
  });
}

const NOTHING: Decision = { verdicts: [], unknown: [] };

async function tellMissing({ accountId, log }: FilerDeps, count: number): Promise<void> {
  if (count === 0) return;
  await log({
    accountId,
    level: 'warning',
    ...titled(told('A rule has no folder')),
    ...told(
      'A rule was to move {count, plural, one {# message} other {# messages}} to a folder that this account does not have. Retinue left them in the Inbox. Choose another folder in Tools > Rules.',
      { count },
    ),
    detail: 'filing',
  });
}
