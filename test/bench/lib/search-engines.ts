import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { Index } from 'flexsearch';
import MiniSearch from 'minisearch';
import {
  type IndexContract,
  indexHandlers,
  remoteIndex,
} from '../../../renderer/engine/search/index-contract.ts';
import type { IndexClause } from '../../../renderer/engine/search/search-index.ts';
import { openSqliteIndex } from '../../../renderer/engine/search/sqlite-index.ts';
import { createInTurn } from '../../../shared/in-turn.ts';
import { createCaller } from '../../../shared/rpc/caller.ts';
import { serve } from '../../../shared/rpc/server.ts';
import { type MessageTarget, webTransport } from '../../../shared/rpc/transports.ts';
import { type BenchMail, type BenchQuery } from './search-mail.ts';

/** What is measured: messages go in, a question gives how many there are and the newest hundred. */
export interface BenchEngine {
  put(mail: readonly BenchMail[]): Promise<void>;
  find(query: BenchQuery): Promise<{ readonly total: number; readonly ids: readonly string[] }>;
}

export const SHOWN = 100;
export const ENGINES: Readonly<Record<string, () => Promise<BenchEngine>>> = {
  FTS5: ours,
  MiniSearch: async () => miniSearch(),
  FlexSearch: async () => flexSearch(),
};

/** The application's index as the engine asks it: over a message port, but in memory. */
async function ours(): Promise<BenchEngine> {
  const sqlite = await sqlite3InitModule();
  const index = openSqliteIndex(sqlite, new sqlite.oo1.DB(':memory:'));
  const { port1, port2 } = new MessageChannel();
  const over = (port: MessagePort) => webTransport(port as unknown as MessageTarget);
  serve<IndexContract>(over(port1), indexHandlers(Promise.resolve(index), createInTurn()), (_, args) => args);
  port1.start();
  port2.start();
  const remote = remoteIndex(createCaller<IndexContract>(over(port2)));
  await remote.reset('bench');
  return {
    put: (mail) => remote.write({ put: mail.map(entryOf), remove: [] }),
    find: (query) => remote.find({ clauses: clausesOf(query), accountId: null, limit: SHOWN }),
  };
}

function entryOf({ id, date, size, read, hasAttachment, subject, from, to, files, text }: BenchMail) {
  const sender = from.toLowerCase();
  const facts = { id, folderId: 'alex|Inbox', nd: -date, size, read, flagged: false, hasAttachment, sender };
  return { facts, words: { version: '1', subject, from, to, files, text } };
}

function clausesOf({ words, from, unread, after }: BenchQuery): readonly IndexClause[] {
  const row = (word: string, where: 'anywhere' | 'from'): IndexClause => ({
    term: { kind: 'row', words: [word], where },
    not: false,
  });
  return [
    ...words.map((word) => row(word, 'anywhere')),
    ...(from === null ? [] : [row(from, 'from')]),
    ...(unread ? [{ term: { kind: 'is' as const, state: 'unread' as const }, not: false }] : []),
    ...(after === null ? [] : [{ term: { kind: 'after' as const, at: after }, not: false }]),
  ];
}

/** The facts of messages beside an index that has words only. */
function factsBeside() {
  const all: Pick<BenchMail, 'id' | 'date' | 'read'>[] = [];
  return {
    add: ({ id, date, read }: BenchMail) => all.push({ id, date, read }) - 1,
    shown(numbers: readonly number[], { unread, after }: BenchQuery) {
      const found = numbers.filter((number) => {
        const { read = false, date = 0 } = all[number] ?? {};
        return !(unread && read) && (after === null || date >= after);
      });
      const newest = Uint32Array.from(found).sort().reverse().subarray(0, SHOWN);
      return { total: found.length, ids: Array.from(newest, (number) => all[number]?.id ?? '') };
    },
  };
}

function miniSearch(): BenchEngine {
  const facts = factsBeside();
  const index = new MiniSearch<Record<string, unknown>>({
    fields: ['subject', 'from', 'to', 'files', 'text'],
  });
  return {
    async put(mail) {
      for (const each of mail) index.add({ ...each, text: each.text ?? '', id: facts.add(each) });
    },
    async find(query) {
      const { words, from } = query;
      const asked = { combineWith: 'AND', prefix: true } as const;
      const results = index.search({
        ...asked,
        queries: [...words, ...(from === null ? [] : [{ queries: [from], fields: ['from'] }])],
      });
      return facts.shown(
        results.map(({ id }) => Number(id)),
        query,
      );
    },
  };
}

function flexSearch(): BenchEngine {
  const facts = factsBeside();
  const make = () =>
    new Index({ tokenize: 'forward', resolution: 1, encode: (text: string) => text.split(/[^a-z0-9]+/) });
  const [everywhere, senders] = [make(), make()];
  return {
    async put(mail) {
      for (const each of mail) {
        const number = facts.add(each);
        everywhere.add(number, [each.subject, each.from, each.to, each.files, each.text ?? ''].join(' '));
        senders.add(number, each.from);
      }
    },
    async find(query) {
      const limit = Number.MAX_SAFE_INTEGER;
      const found = everywhere.search(query.words.join(' '), { limit }) as number[];
      if (query.from === null) return facts.shown(found, query);
      const sent = new Set(senders.search(query.from, { limit }) as number[]);
      return facts.shown(
        found.filter((number) => sent.has(number)),
        query,
      );
    },
  };
}
