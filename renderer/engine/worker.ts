import type { EngineContract, EnginePortMessage } from '../../shared/contracts/engine.ts';
import type { PortMessage, Transport } from '../../shared/rpc/protocol.ts';
import { serve } from '../../shared/rpc/server.ts';
import { webTransport } from '../../shared/rpc/transports.ts';
import { writingDatabase } from '../store/database.ts';
import { openWriter } from '../store/writer.ts';
import { systemClock } from './clock.ts';
import { createEngine } from './engine.ts';
import { storeLog } from './engine-log.ts';
import { withFreshDecoders } from './fresh-decoders.ts';
import { createNetworkLink } from './network-link.ts';
import { openIndexIn } from './search/index-worker.ts';
import { startSearch } from './search/search.ts';
import type { SearchIndex } from './search/search-index.ts';

/** The worker's own scope: the one place where the engine meets the browser. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
Object.assign(scope, { TextDecoder: withFreshDecoders(TextDecoder) });

const clock = systemClock();
const database = writingDatabase();
const network = createNetworkLink(clock);
const log = storeLog(openWriter(database), clock);
const search = startSearch({ database, clock, log, open: openIndex, newName: () => crypto.randomUUID() });
const engine = createEngine({ network, database, clock, random: Math.random, log, search });

scope.addEventListener('message', (event: MessageEvent<PortMessage | EnginePortMessage>) => {
  const [port] = event.ports;
  if (!port) return;
  if (event.data.type === 'network-port') network.attach(webTransport(port));
  if (event.data.type === 'engine-client') answer(webTransport(port));
});
scope.addEventListener('online', () => engine.retry());

answer(pageTransport());

/** The page, and each window with one message: when that closes, what it asked for ends. */
function answer(transport: Transport): void {
  serve<EngineContract>(transport, engine.handlers, (_method, args) => args);
}

/** The index has a worker of its own. */
function openIndex(): Promise<SearchIndex> {
  return openIndexIn(
    new Worker(new URL('./search/search-worker.ts', import.meta.url), { type: 'module', name: 'search' }),
  );
}

function isPort(data: PortMessage | EnginePortMessage): data is EnginePortMessage {
  return data.type === 'network-port' || data.type === 'engine-client';
}

/** The rpc with the page shares the worker's message event with the hand-over of ports, which is no business of the rpc. */
function pageTransport(): Transport {
  return {
    send: (message) => scope.postMessage(message),
    onMessage(listener) {
      scope.addEventListener('message', ({ data }: MessageEvent<PortMessage | EnginePortMessage>) => {
        if (!isPort(data)) listener(data);
      });
    },
    onClose: () => {}, // a worker ends with its page; nothing runs afterwards
    close: () => scope.close(),
  };
}
