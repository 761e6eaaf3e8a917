import type { EngineContract, EnginePortMessage } from '../shared/contracts/engine.ts';
import type { Bridge } from '../shared/contracts/main.ts';
import { type Caller, createCaller } from '../shared/rpc/caller.ts';
import { webTransport } from '../shared/rpc/transports.ts';

/**
 * Starts the engine in its worker and hands it every port to the network process that main sends: one now, and
 * another whenever that process was started again. On ports of the other kind the engine answers windows with one message.
 */
export function startEngine(bridge: Bridge): Caller<EngineContract> {
  const worker = new Worker(new URL('./engine/worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== window || event.origin !== location.origin) return;
    if (!port || !isForEngine(event.data)) return;
    worker.postMessage({ type: event.data.type }, [port]);
  });
  bridge.requestNetworkPort();
  return createCaller<EngineContract>(webTransport(worker));
}

function isForEngine(data: unknown): data is EnginePortMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'network-port' || data.type === 'engine-client';
}
