import type { EngineContract } from '../shared/contracts/engine.ts';
import type { Bridge } from '../shared/contracts/main.ts';
import { type Caller, createCaller } from '../shared/rpc/caller.ts';
import { webTransport } from '../shared/rpc/transports.ts';

/**
 * Starts the engine in its worker and hands it every port to the network process that main sends: one now, and
 * another whenever that process was started again.
 */
export function startEngine(bridge: Bridge): Caller<EngineContract> {
  const worker = new Worker(new URL('./engine/worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== window || event.origin !== location.origin) return;
    if (!port || !isNetworkPort(event.data)) return;
    worker.postMessage({ type: 'network-port' }, [port]);
  });
  bridge.requestNetworkPort();
  return createCaller<EngineContract>(webTransport(worker));
}

function isNetworkPort(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'network-port';
}
