import { liveQuery } from 'dexie';
import { fail, type Failure, retryOf } from '../../../shared/errors.ts';
import type { RetinueDatabase } from '../../store/database.ts';
import { createKnownSenders } from '../../store/known-senders.ts';
import { nowhereOf } from '../../store/rows.ts';
import type { FolderRow } from '../../store/tables.ts';
import { forgetIndex, storeName } from '../../store/write-index-marks.ts';
import type { Clock } from '../clock.ts';
import type { Search } from '../engine.ts';
import { detailOf, engineFailure, type EngineLog, titled } from '../engine-log.ts';
import { createWaker } from '../waker.ts';
import { createGrowth } from './growth.ts';
import { indexClauses } from './index-clauses.ts';
import { createIndexer, type Indexer } from './indexer.ts';
import { NO_SEARCH } from './no-search.ts';
import type { IndexClause, SearchIndex } from './search-index.ts';
import { told } from '../../../shared/language/told.ts';

export interface SearchDeps {
  readonly database: RetinueDatabase;
  readonly clock: Clock;
  readonly log: EngineLog;
  /** Starts the index; rejects where this computer cannot have one. */
  readonly open: () => Promise<SearchIndex>;
  /** A name for a store that never had an index. */
  readonly newName: () => string;
}
export interface RunningSearch extends Search {
  /** Ends the work on the index and closes it. */
  stop(): Promise<void>;
}

/** Changes of a moment are put into the index together. */
const GATHER_MS = 100;

/** Starts search: the index follows the store in the background from now on, and is built anew where it is of no use. */
export function startSearch(deps: SearchDeps): RunningSearch {
  const { database, clock, log } = deps;
  const knownSenders = createKnownSenders(database);
  const abort = new AbortController();
  const waker = createWaker(clock, abort.signal);
  // Counted, not listed by key: Dexie tells a query for keys nothing of rows that the database numbers itself.
  const marks = liveQuery(() => database.marks.count());
  const growth = createGrowth(clock);
  const watch = marks.subscribe({
    next: (count) => {
      growth.note(count);
      if (count > 0) waker.wake('work');
    },
    error: () => waker.wake('work'), // whatever is wrong with the store, the next step says so
  });
  let failure: Failure | null = null;
  const begin = async () => {
    const index = await deps.open();
    const name = await storeName(database, deps.newName());
    if ((await index.state()).store !== name) await index.reset(name);
    return { index, name, indexer: createIndexer(database, index) };
  };
  const begun = begin();

  /** What a search came upon; the work on the index has to hear of it. */
  let damage: { readonly thrown: unknown } | undefined;
  const step = async (indexer: Indexer): Promise<boolean> => {
    if (damage) throw damage.thrown;
    return await indexer.step();
  };
  const follow = async () => {
    const { name, indexer } = await begun;
    let rebuilt = false;
    while (!abort.signal.aborted) {
      await growth.gap(abort.signal);
      try {
        if (await step(indexer)) continue;
      } catch (thrown) {
        // Once a run: a disk that damages it again is not to be trusted with it.
        if (rebuilt || !isDamage(thrown)) throw thrown;
        rebuilt = true;
        damage = undefined;
        await log(rebuiltLine(thrown));
        await indexer.restart(name);
        continue;
      }
      await waker.wait(null, ['work']);
      await clock.wait(GATHER_MS, abort.signal);
    }
  };
  /** Marks of which no index will ever hear are not kept. */
  const forget = async () => {
    while (!abort.signal.aborted) {
      await forgetIndex(database);
      await waker.wait(null, ['work']);
      await clock.wait(GATHER_MS, abort.signal);
    }
  };
  const ended = follow().catch(async (thrown: unknown) => {
    failure = engineFailure(thrown);
    await log({
      level: 'error',
      accountId: null,
      ...titled(told('Search does not work')),
      ...NO_SEARCH,
      detail: detailOf(failure),
    });
    await forget();
  });

  return {
    async find({ clauses, accountId, folderIds = [], limit }) {
      if (failure) throw fail('unsupported', NO_SEARCH, { detail: detailOf(failure) });
      growth.want();
      const { index, indexer } = await begun.catch((thrown: unknown) => {
        throw fail('unsupported', NO_SEARCH, { detail: detailOf(engineFailure(thrown)) });
      });
      const folders = await database.folders.toArray();
      const within: readonly IndexClause[] =
        folderIds.length === 0 ? [] : [{ term: { kind: 'in', folderIds }, not: false }];
      const known = clauses.some(({ term }) => term.kind === 'from-known') ? await knownSenders() : [];
      const shown = [notHidden(folders), ...indexClauses(folders, clauses, known)];
      const query = { clauses: [...within, ...shown], accountId, limit };
      const { ids, total, messages, withText } = await index.find(query).catch((thrown: unknown) => {
        if (isDamage(thrown)) damage = { thrown };
        waker.wake('work');
        throw thrown;
      });
      const indexing = await indexer.missing();
      return { ids, total, bodies: { here: withText, messages }, indexing };
    },
    async stop() {
      abort.abort();
      watch.unsubscribe();
      await ended;
      await begun.then(
        ({ index }) => index.close(),
        () => {}, // it never opened
      );
    },
  };
}

/** A damaged index is emptied and built again; whatever else goes wrong ends the work. */
function isDamage(thrown: unknown): boolean {
  return retryOf(engineFailure(thrown).kind) === 'automatic';
}

function rebuiltLine(thrown: unknown): Parameters<EngineLog>[0] {
  return {
    level: 'warning',
    accountId: null,
    ...titled(told('The search index was damaged')),
    ...REBUILT,
    detail: detailOf(engineFailure(thrown)),
  };
}

/** What is on its way out for good is shown nowhere, and so found nowhere. */
function notHidden(folders: readonly FolderRow[]): IndexClause {
  const folderIds = [...new Set(folders.map(({ accountId }) => nowhereOf(accountId)))];
  return { term: { kind: 'in', folderIds }, not: true };
}

const REBUILT = told(
  'The index that Retinue searches in was damaged. Retinue builds it again from the mail on this computer; until then a search finds less. There is nothing that you need to do.',
);
