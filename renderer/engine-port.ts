import type { EngineContract } from '../shared/contracts/engine.ts';
import type { Bridge } from '../shared/contracts/main.ts';
import { type Caller, createCaller } from '../shared/rpc/caller.ts';
import { webTransport } from '../shared/rpc/transports.ts';

/**
 * The way of a message's own window to the engine, which lives in the main window. When that page was loaded again main
 * sends another port: what was under way fails as interrupted, what is asked later goes to the new engine.
 */
export function connectEngine(bridge: Bridge): Caller<EngineContract> {
  let take: (caller: Caller<EngineContract>) => void = () => {};
  let last: Caller<EngineContract> | null = null;
  let current = new Promise<Caller<EngineContract>>((resolve) => (take = resolve));
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== window || event.origin !== location.origin || !port) return;
    const made = createCaller<EngineContract>(webTransport(port));
    if (last) current = Promise.resolve(made);
    else take(made);
    last?.close();
    last = made;
  });
  bridge.requestNetworkPort();
  return {
    call: async (method, args, options) => await (await current).call(method, args, options),
    async *stream(method, args, options) {
      return yield* (await current).stream(method, args, options);
    },
    // The engine tells nothing that it is not asked.
    onEvent: () => {},
    close: (failure) => last?.close(failure),
  };
}
