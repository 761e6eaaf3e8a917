import { topicOf } from '../../shared/mail/base-subject.ts';
import { ANSWER_MS, isBare } from '../../shared/mail/thread-answers.ts';
import { namesOf } from '../../shared/mail/thread-names.ts';
import { type KnownNames, threadsOf } from '../../shared/mail/threads.ts';
import { shortHash } from '../../shared/short-hash.ts';
import type { RetinueDatabase } from './database.ts';
import type { MessageId, MessageRow } from './tables.ts';

export interface Threaded {
  readonly rows: readonly MessageRow[];
  /** Stored rows that are in another thread now. */
  readonly joined: readonly MessageRow[];
}

/**
 * The rows of one account with the threads that they belong to. Where they show that threads are one, the stored rows
 * of the others follow. Inside a transaction with `messages` and `threadNames`.
 */
export async function withThreads(database: RetinueDatabase, rows: readonly MessageRow[]): Promise<Threaded> {
  const accountId = rows[0]?.accountId;
  if (accountId === undefined) return { rows, joined: [] };
  const topical = rows.map(withTopic);
  const near = await nearBySubject(database, topical);
  const all = [...topical, ...near];
  const known = await knownNames(database, accountId, all.flatMap(namesOf));
  const { threads, names } = threadsOf(all, known);
  const joined = await join(database, accountId, names, known, new Set(rows.map(({ id }) => id)));
  return {
    rows: topical.map((row, nth) => ({ ...row, thread: `${accountId}|${threads[nth] ?? ''}` })),
    joined,
  };
}

function withTopic(row: MessageRow): MessageRow {
  const { topic: _topic, bare: _bare, ...rest } = row;
  const subject = row.date === null ? null : topicOf(row.subject);
  if (subject === null) return rest;
  const topic = `${row.accountId}|${shortHash(subject)}`;
  return { ...rest, topic, ...(isBare(row) ? { bare: topic } : {}) };
}

/** Stored messages that these may answer by their subject, or the other way round. Few topics have a bare answer. */
async function nearBySubject(
  { messages }: RetinueDatabase,
  rows: readonly MessageRow[],
): Promise<readonly MessageRow[]> {
  const topics = new Set(rows.flatMap(({ topic }) => topic ?? []));
  const stored = await messages
    .where('bare')
    .anyOf([...topics])
    .uniqueKeys();
  const here = new Set(rows.map(({ id }) => id));
  const near: MessageRow[] = [];
  for (const topic of new Set([...stored.map(String), ...rows.flatMap(({ bare }) => bare ?? [])])) {
    const nds = rows.filter((row) => row.topic === topic).map(({ nd }) => nd);
    const range = [
      [topic, Math.min(...nds) - ANSWER_MS],
      [topic, Math.max(...nds) + ANSWER_MS],
    ] as const;
    const found = await messages
      .where('[topic+nd]')
      .between(...range, true, true)
      .toArray();
    near.push(...found.filter(({ id }) => !here.has(id)));
  }
  return near;
}

/** What is stored of these names, and of those that they lead to. */
async function knownNames(
  { threadNames }: RetinueDatabase,
  accountId: string,
  names: readonly string[],
): Promise<KnownNames> {
  const known = new Map<string, string>();
  const asked = new Set<string>();
  for (let next = new Set(names); next.size > 0; ) {
    for (const name of next) asked.add(name);
    const found = await threadNames.bulkGet([...next].map((name) => `${accountId}|${name}`));
    next = new Set();
    for (const row of found) {
      if (!row) continue;
      const [name, thread] = [row.id, row.thread].map((id) => id.slice(accountId.length + 1));
      if (name === undefined || thread === undefined) continue;
      known.set(name, thread);
      if (!asked.has(thread)) next.add(thread);
    }
  }
  return known;
}

/** Writes what the names mean now, and takes along the stored rows whose thread is another one's name now. */
async function join(
  { messages, threadNames }: RetinueDatabase,
  accountId: string,
  names: KnownNames,
  known: KnownNames,
  coming: ReadonlySet<MessageId>,
): Promise<readonly MessageRow[]> {
  if (names.size === 0) return [];
  const idOf = (name: string) => `${accountId}|${name}`;
  await threadNames.bulkPut([...names].map(([name, thread]) => ({ id: idOf(name), thread: idOf(thread) })));
  // No row has a thread that was another one's name before. One request a name: a cursor that jumps costs ten times as much.
  const rows = await Promise.all(
    [...names.keys()]
      .filter((name) => !known.has(name))
      .map((name) => messages.where('thread').equals(idOf(name)).toArray()),
  );
  const moved = rows.flat().flatMap((row) => {
    const name = row.thread?.slice(accountId.length + 1);
    const thread = name === undefined ? undefined : names.get(name);
    return thread === undefined || coming.has(row.id) ? [] : [{ ...row, thread: idOf(thread) }];
  });
  if (moved.length > 0) await messages.bulkPut(moved);
  return moved;
}
