import { type Bench, context, startBench, until } from '../../unit/engine/bench.ts';
import { openLocalStore } from '../../../electron/network/local/local-store.ts';
import { NO_MARKS } from '../../../shared/mail/mbox/marks.ts';
import { ACCOUNT, type House, PASSWORD, startHouse, USER } from '../engine/house.ts';
import type { MockOptions } from '../../../electron/mock-exchange/api.ts';
import { systemClock } from '../../../electron/network/clock.ts';
import type { NewFolder } from '../../../electron/mock-exchange/store/content.ts';

export const LOCAL = 'local';

/** A house with a server and a mailbox on this computer, and an engine for both. */
export async function startLocalHouse(
  folders: readonly NewFolder[] = [],
  more: Partial<MockOptions> = {},
): Promise<{
  readonly house: House;
  readonly bench: Bench;
  stop(): Promise<void>;
}> {
  const house = await startHouse(
    [{ name: 'Inbox', role: 'inbox', messages: [] }, ...folders],
    0,
    systemClock,
    more,
  );
  const dialect = house.mock.state.personality === 'rfc4918' ? ('plain' as const) : ('exchange' as const);
  house.service.setAccounts([
    {
      id: ACCOUNT,
      url: `${house.mock.origin}/exchange/${USER}/`,
      user: USER,
      password: PASSWORD,
      demo: true,
      dialect,
    },
    { id: LOCAL, url: '', user: '', password: null, demo: false, dialect: 'local' },
  ]);
  const bench = startBench(house.port().transport);
  const accounts = [
    { id: ACCOUNT, name: 'Demo', dialect },
    { id: LOCAL, name: 'On this computer', dialect: 'local' as const },
  ];
  await bench.engine.handlers.calls['accounts.set']({ accounts }, context());
  return {
    house,
    bench,
    async stop() {
      await bench.stop();
      await house.stop();
    },
  };
}

export const syncLocal = (bench: Bench) =>
  bench.engine.handlers.calls['sync.now']({ accountId: LOCAL }, context());

/** Waits until nothing waits to be done. */
export async function settled(bench: Bench): Promise<void> {
  await until(async () => (await bench.database.tasks.count()) === 0, 'no task waits');
  await syncLocal(bench);
}

/** A small message as bytes. */
export function mail(subject: string, text = 'Hello.', date = 'Mon, 23 Nov 2009 14:28:00 +0000'): Buffer {
  const head = [
    `From: Ada <ada@example.com>`,
    'To: alex@example.com',
    `Subject: ${subject}`,
    `Date: ${date}`,
  ];
  return Buffer.from(
    `${[...head, `Message-ID: <${encodeURIComponent(subject)}@example.com>`].join('\r\n')}\r\n\r\n${text}\r\n`,
  );
}

/** Puts messages into a folder of a store, as an import does. */
export async function put(folder: string, localFolder: string, messages: readonly Buffer[]): Promise<void> {
  const store = openLocalStore(localFolder, (sentence) => console.error(sentence));
  await store.makeFolder(folder);
  for (const bytes of messages)
    await store.add(folder, { bytes: pieces(bytes), marks: NO_MARKS, time: () => Date.UTC(2009, 10, 23) });
}

// oxlint-disable-next-line require-await -- a stream of one piece
export async function* pieces(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, void> {
  yield* all;
}
