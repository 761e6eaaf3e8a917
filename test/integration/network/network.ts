import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import { type Files, openFiles } from '../../../electron/network/files.ts';
import type { RequestRecord } from '../../../electron/network/log.ts';
import { createNetworkService, newFileId, type NetworkService } from '../../../electron/network/service.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import type { NetworkContract } from '../../../shared/contracts/network.ts';
import { type Failure, FailureError } from '../../../shared/errors.ts';
import { type Caller, createCaller } from '../../../shared/rpc/caller.ts';
import { portPair } from '../../helpers/port-pair.ts';

export interface TestNetwork {
  readonly service: NetworkService;
  readonly network: Caller<NetworkContract>;
  readonly files: Files;
  readonly folder: string;
  readonly requests: readonly RequestRecord[];
  stop(): Promise<void>;
}

/** The network service on real sockets and a folder of its own, called through a port as the engine does. */
export async function startNetwork(
  options: { readonly clock?: Clock; readonly ca?: string } = {},
): Promise<TestNetwork> {
  const folder = await mkdtemp(join(tmpdir(), 'retinue-network-'));
  const files = await openFiles(join(folder, 'files'), newFileId);
  const { transport, close } = createNodeTransport(options.ca === undefined ? {} : { ca: options.ca });
  const requests: RequestRecord[] = [];
  const service = createNetworkService({
    transport,
    files,
    clock: options.clock ?? systemClock,
    random: () => 0,
    log: (record) => void requests.push(record),
  });
  const { left, right } = portPair();
  service.connect(right);
  const network = createCaller<NetworkContract>(left);
  return {
    service,
    network,
    files,
    folder: join(folder, 'files'),
    requests,
    async stop() {
      network.close();
      service.stop();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The machine's clock, but what would take `from` ms or longer is due after 200 ms. */
export function impatientClock(from: number): Clock {
  return {
    now: () => systemClock.now(),
    after: (ms, act) => systemClock.after(ms >= from ? 200 : ms, act),
  };
}

/** The failure that a call ends in. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof FailureError)) throw new Error(`no failure: ${String(thrown)}`);
  return thrown.failure;
}

/** Everything that a stream yields, and its end. */
export async function collect<T, E>(
  stream: AsyncGenerator<readonly T[], E, void>,
): Promise<{ readonly items: readonly T[]; readonly end: E }> {
  const items: T[] = [];
  for (;;) {
    const next = await stream.next();
    if (next.done) return { items, end: next.value };
    items.push(...next.value);
  }
}
