import type { InTurn } from '../../../shared/in-turn.ts';
import type { Caller } from '../../../shared/rpc/caller.ts';
import type { Handlers } from '../../../shared/rpc/server.ts';
import type { IndexQuery, IndexResult, IndexState, SearchIndex } from './search-index.ts';

type Changes = Parameters<SearchIndex['write']>[0];

/** The index in its worker, as the engine asks it. */
export interface IndexContract {
  readonly calls: {
    state: { args: null; result: IndexState };
    reset: { args: { readonly store: string }; result: null };
    write: { args: Changes; result: null };
    versions: { args: { readonly ids: readonly string[] }; result: readonly (string | null)[] };
    'ids-between': {
      args: { readonly from: string; readonly to: string; readonly limit: number };
      result: readonly string[];
    };
    find: { args: IndexQuery; result: IndexResult };
    count: { args: null; result: number };
    close: { args: null; result: null };
  };
  readonly streams: Record<never, never>;
  readonly events: Record<never, never>;
}

/** The worker's side, once the index is open. */
export function indexHandlers(opening: Promise<SearchIndex>, inTurn: InTurn): Handlers<IndexContract> {
  const ask = <T>(work: (index: SearchIndex) => Promise<T>) => inTurn(async () => await work(await opening));
  const done = async (work: (index: SearchIndex) => Promise<void>) => {
    await ask(work);
    return null;
  };
  return {
    calls: {
      state: () => ask((index) => index.state()),
      reset: ({ store }) => done((index) => index.reset(store)),
      write: (changes) => done((index) => index.write(changes)),
      versions: ({ ids }) => ask((index) => index.versions(ids)),
      'ids-between': ({ from, to, limit }) => ask((index) => index.idsBetween(from, to, limit)),
      find: (query) => ask((index) => index.find(query)),
      count: () => ask((index) => index.count()),
      close: () => done((index) => index.close()),
    },
    streams: {},
  };
}

/** The engine's side: an index that is in a worker. */
export function remoteIndex(caller: Caller<IndexContract>): SearchIndex {
  return {
    state: () => caller.call('state', null),
    reset: async (store) => void (await caller.call('reset', { store })),
    write: async (changes) => void (await caller.call('write', changes)),
    versions: (ids) => caller.call('versions', { ids }),
    idsBetween: (from, to, limit) => caller.call('ids-between', { from, to, limit }),
    find: (query) => caller.call('find', query),
    count: () => caller.call('count', null),
    close: async () => void (await caller.call('close', null)),
  };
}
