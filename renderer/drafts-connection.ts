import type { Bridge } from '../shared/contracts/main.ts';
import type { NetworkContract } from '../shared/contracts/network.ts';
import { FailureError } from '../shared/errors.ts';
import { type Caller, createCaller } from '../shared/rpc/caller.ts';
import { webTransport } from '../shared/rpc/transports.ts';
import type { DraftCopy, ServerCopy } from '../shared/mail/compose/server-copy.ts';
import type { DraftCalls, DraftsConnection } from './features/compose/draft-calls.ts';

/**
 * A composer's way to the network process. When that was started again main sends another port; a call that the end of
 * the old one cut off is made once more: every call about a draft may be.
 */
export function connectDrafts(bridge: Bridge): DraftsConnection {
  let take: (caller: Caller<NetworkContract>) => void = () => {};
  const next = () => new Promise<Caller<NetworkContract>>((resolve) => (take = resolve));
  let caller = next();
  let isFirst = true;
  let copies: readonly DraftCopy[] = [];
  const listeners = new Set<() => void>();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== window || event.origin !== location.origin || !port) return;
    const made = createCaller<NetworkContract>(webTransport(port));
    made.onEvent('copies', ({ list }) => {
      copies = list;
      for (const listener of listeners) listener();
    });
    if (isFirst) take(made);
    else caller = Promise.resolve(made);
    isFirst = false;
  });
  bridge.requestNetworkPort();
  const again = () => new Promise((resolve) => setTimeout(resolve, RESTART_MS));
  const calls: DraftCalls = async (method, args) => {
    try {
      return await (await caller).call(method, args);
    } catch (thrown) {
      if (!(thrown instanceof FailureError) || thrown.failure.kind !== 'interrupted') throw thrown;
      await again();
      return await (await caller).call(method, args);
    }
  };
  return {
    calls,
    copyOf: (id) => copies.find((each) => each.id === id)?.copy ?? NO_COPY,
    onCopies(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const NO_COPY: ServerCopy = { kind: 'none' };

/** What the network process takes to start again. */
const RESTART_MS = 1500;
