import { createCaller } from '../../../shared/rpc/caller.ts';
import { type MessageTarget, webTransport } from '../../../shared/rpc/transports.ts';
import { type IndexContract, remoteIndex } from './index-contract.ts';
import { NO_SEARCH } from './no-search.ts';
import type { SearchIndex } from './search-index.ts';

/** What is needed of the worker that holds the index. */
export interface IndexWorker extends MessageTarget {
  addEventListener(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
  terminate(): void;
}

/**
 * The index in a worker of its own, once it has answered. Where the worker fails, then or later, all that is asked of
 * it is refused at once: a worker that is gone answers nothing, and whoever searches would wait for ever.
 */
export async function openIndexIn(worker: IndexWorker): Promise<SearchIndex> {
  const caller = createCaller<IndexContract>(webTransport(worker));
  worker.addEventListener('error', ({ message }) => {
    const detail = message || 'the search worker did not start';
    caller.close({ kind: 'unsupported', ...NO_SEARCH, detail });
    worker.terminate();
  });
  const index = remoteIndex(caller);
  await index.state();
  return index;
}
