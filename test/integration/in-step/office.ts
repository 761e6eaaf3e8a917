import { createEngine, type Engine } from '../../../renderer/engine/engine.ts';
import { storeLog } from '../../../renderer/engine/engine-log.ts';
import { createNetworkLink } from '../../../renderer/engine/network-link.ts';
import type { RetinueDatabase } from '../../../renderer/store/database.ts';
import type { LogRow } from '../../../renderer/store/tables.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { isForServer } from '../../../renderer/store/placed.ts';
import { context, freshDatabase } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, PASSWORD } from '../engine/house.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** Where nobody answers. */
const NOWHERE = 'http://127.0.0.1:9';
const RESTLESS_MS = 30_000;
const ROUNDS = 12;

/** An engine on one computer: it can be without a network, be ended and begin again, and its time stands until it is moved. */
export interface Office {
  readonly database: RetinueDatabase;
  readonly clock: VirtualClock;
  /** Everything that its person was told. */
  readonly log: readonly Omit<LogRow, 'id' | 'at'>[];
  readonly calls: () => Engine['handlers']['calls'];
  readonly isOffline: () => boolean;
  /** Until the engine waits for time alone. */
  settle(): Promise<void>;
  sync(): Promise<void>;
  offline(): Promise<void>;
  /** Back again, with the password entered again. */
  online(): Promise<void>;
  /** The process ends (`abruptly`: in the middle of what it does) and begins again on what is stored. */
  restart(abruptly: boolean): Promise<void>;
  /** Online and looked at until nothing waits any more. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

export interface OfficeOptions {
  readonly database?: RetinueDatabase;
  /** ms since 1970. */
  readonly start?: number;
  readonly onLog?: (line: string) => void;
  /** Real ms after which an engine that does not rest is taken for one that never will. */
  readonly restlessMs?: number;
}

export async function openOffice(
  house: Pick<House, 'mock' | 'port' | 'setAccount'>,
  {
    database = freshDatabase(),
    start = Date.UTC(2026, 10, 27, 9),
    onLog,
    restlessMs = RESTLESS_MS,
  }: OfficeOptions = {},
): Promise<Office> {
  const clock = virtualClock(start);
  const log: Omit<LogRow, 'id' | 'at'>[] = [];
  let isOffline = false;
  let running = await begin();

  async function begin() {
    const link = createNetworkLink(clock);
    const port = house.port();
    link.attach(port.transport);
    const store = storeLog(openWriter(database), clock);
    const engine = createEngine({
      network: link,
      database,
      clock,
      random: () => 0.5,
      async log(line) {
        log.push(line);
        onLog?.(`  log: ${line.title}: ${line.sentence} ${line.detail}`);
        await store(line);
      },
    });
    await engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
    return { engine, link, port };
  }
  const calls = () => running.engine.handlers.calls;
  const sync = async () => void (await calls()['sync.now']({}, context()));
  const settle = async () => {
    const began = performance.now();
    for (let calm = 0; calm < 3; calm = clock.isWaiting() ? calm + 1 : 0) {
      if (performance.now() - began > restlessMs) throw new Error('The engine does not come to rest.');
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const online = async () => {
    house.setAccount(house.mock.origin, null);
    house.setAccount(house.mock.origin, PASSWORD);
    isOffline = false;
    await sync();
  };
  return {
    database,
    clock,
    log,
    calls,
    isOffline: () => isOffline,
    settle,
    sync,
    async offline() {
      house.setAccount(NOWHERE);
      isOffline = true;
      await sync();
      await settle();
    },
    online,
    async restart(abruptly) {
      if (abruptly) running.port.close();
      await running.engine.stop();
      running.port.close();
      running = await begin();
    },
    async quiet() {
      await online();
      for (let round = 0; round < ROUNDS; round += 1) {
        await settle();
        clock.pass(61_000);
        await sync();
        await settle();
        const tasks = await database.tasks.toArray();
        if (tasks.length === 0 && round > 0) return;
      }
      const left = await database.tasks.toArray();
      const waiting = left.filter(isForServer).length;
      throw new Error(
        `${waiting} of ${left.length} changes never reach the server: ${JSON.stringify(left.slice(0, 3))}`,
      );
    },
    async stop() {
      await running.engine.stop();
      running.port.close();
    },
  };
}
