import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import { type MockExchange, startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { MockOptions } from '../../../electron/mock-exchange/api.ts';
import type { NewFolder, NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import { newFileId, openFiles } from '../../../electron/network/files.ts';
import { type NetworkService, openNetworkService } from '../../../electron/network/service.ts';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import { createNodeTransport } from '../../../electron/network/transports/node.ts';
import type { MessageTarget } from '../../../shared/rpc/transports.ts';
import { webTransport } from '../../../shared/rpc/transports.ts';
import type { Transport } from '../../../shared/rpc/protocol.ts';

export const USER = 'alex';
export const PASSWORD = 'secret';
export const ACCOUNT = 'demo';

/** A mock server and a network process without its process, joined by real sockets and real message ports. */
export interface House {
  readonly mock: MockExchange;
  readonly service: NetworkService;
  /** Where the mail on this computer lies. */
  readonly localFolder: string;
  /** A new port to the network process. */
  port(): { readonly transport: Transport; close(): void };
  setAccount(origin?: string, password?: string | null): void;
  stop(): Promise<void>;
}

export async function startHouse(
  folders: readonly NewFolder[],
  port = 0,
  clock: Clock = systemClock,
  more: Partial<MockOptions> = {},
): Promise<House> {
  const mailbox = {
    user: USER,
    displayName: 'Alex',
    address: 'alex@example.com',
    password: PASSWORD,
    folders,
  };
  const mock = await startMockExchange({ port, mailboxes: [mailbox], ...more });
  const dialect = mock.state.personality === 'rfc4918' ? 'plain' : 'exchange';
  const folder = await mkdtemp(join(tmpdir(), 'retinue-engine-'));
  const wire = createNodeTransport();
  const files = await openFiles(folder, newFileId);
  const service = await openNetworkService({
    transport: wire.transport,
    files,
    spool: join(folder, 'spool'),
    clock,
    random: Math.random,
    log: () => {},
    drafts: join(folder, 'drafts'),
    people: join(folder, 'people'),
    local: join(folder, 'mail'),
    onProblem: ({ sentence }) => console.error(sentence),
  });
  const house: House = {
    mock,
    service,
    localFolder: join(folder, 'mail'),
    port() {
      const { port1, port2 } = new MessageChannel();
      service.connect(webTransport(port2 as unknown as MessageTarget));
      return {
        transport: webTransport(port1 as unknown as MessageTarget),
        close: () => port2.close(),
      };
    },
    setAccount(origin = mock.origin, password: string | null = PASSWORD) {
      const url = `${origin}/exchange/${USER}/`;
      service.setAccounts([{ id: ACCOUNT, url, user: USER, password, demo: true, dialect }]);
    },
    async stop() {
      await service.stop();
      await wire.close();
      await mock.stop();
      await rm(folder, { recursive: true });
    },
  };
  house.setAccount();
  return house;
}

/** A small sound message; higher `n` is newer. */
export async function letter(n: number, read = true): Promise<NewMessage> {
  const received = Date.UTC(2026, 0, 1) + n * 60_000;
  const raw = [
    'From: "Ada L" <ada@example.com>',
    'To: alex@example.com',
    `Subject: Letter ${n}`,
    `Date: ${new Date(received).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <letter-${n}@example.com>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `This is letter ${n}.`,
    '',
  ].join('\r\n');
  return { content: await contentOf(Buffer.from(raw)), received, read };
}

export async function letters(count: number, from = 0): Promise<NewMessage[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => letter(from + n, (from + n) % 4 !== 0)));
}
