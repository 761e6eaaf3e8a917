import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import { type Files, newFileId, openFiles } from '../../../electron/network/files.ts';
import type { RequestRecord } from '../../../electron/network/log.ts';
import { type NetworkService, openNetworkService } from '../../../electron/network/service.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import type { FetchedFile, NetworkContract } from '../../../shared/contracts/network.ts';
import { type Failure, FailureError } from '../../../shared/errors.ts';
import { type Caller, createCaller } from '../../../shared/rpc/caller.ts';
import { portPair } from '../../helpers/port-pair.ts';

export interface TestNetwork {
  readonly service: NetworkService;
  readonly network: Caller<NetworkContract>;
  readonly files: Files;
  readonly folder: string;
  readonly requests: readonly RequestRecord[];
  /** What main is told: account, path before and after. */
  readonly moved: readonly (readonly [string, string, string])[];
  /** Its parent folder: what another service may go on with. */
  readonly root: string;
  /** Ends it and keeps its folder. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

/** The network service on real sockets and a folder of its own, called through a port as the engine does. */
export async function startNetwork(
  options: {
    readonly clock?: Clock;
    readonly ca?: string /** Of a service before this one. */;
    readonly folder?: string;
  } = {},
): Promise<TestNetwork> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'retinue-network-')));
  const files = await openFiles(join(folder, 'files'), newFileId);
  const { transport, close } = createNodeTransport(options.ca === undefined ? {} : { ca: options.ca });
  const requests: RequestRecord[] = [];
  const moved: (readonly [string, string, string])[] = [];
  const service = await openNetworkService({
    transport,
    files,
    clock: options.clock ?? systemClock,
    random: () => 0,
    log: (record) => void requests.push(record),
    drafts: join(folder, 'drafts'),
    onFolderMoved: (...told) => void moved.push(told),
    onProblem: ({ sentence }) => console.error(sentence),
    spool: join(folder, 'spool'),
    flags: join(folder, 'flags'),
    people: join(folder, 'people'),
    health: join(folder, 'health'),
    ...(options.ca === undefined ? {} : { trusted: [options.ca] }),
  });
  const { left, right } = portPair();
  service.connect(right);
  const network = createCaller<NetworkContract>(left);
  const leave = async () => {
    network.close();
    await service.stop();
    await close();
  };
  return {
    service,
    network,
    files,
    folder: join(folder, 'files'),
    requests,
    moved,
    root: folder,
    leave,
    async stop() {
      await leave();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The machine's clock, but what would take `from` ms or longer is due after 200 ms. */
export function impatientClock(from: number): Clock {
  return {
    now: () => systemClock.now(),
    after: (ms, act) => systemClock.after(ms >= from ? 500 : ms, act),
  };
}

/** Fetches an attachment as the engine does: a transfer is started, and its end awaited. */
export async function fetchAttachment(
  { network }: TestNetwork,
  { accountId, href, name }: { readonly accountId: string; readonly href: string; readonly name: string },
): Promise<FetchedFile> {
  const item = { href: href.replace(/\/[^/]*$/, ''), permanentUrl: null };
  const attachment = { href, name, size: null };
  const { id } = await network.call('transfer.start', { accountId, item, attachment, owner: 'message' });
  return await network.call('transfer.wait', { id });
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
