import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Clock, systemClock } from '../../electron/network/clock.ts';
import type { Dialect } from '../../electron/network/dialect.ts';
import type { RequestRecord } from '../../electron/network/log.ts';
import { openLocalFlags } from '../../electron/network/plain-dav/flags.ts';
import { createPlainMailbox } from '../../electron/network/plain-dav/plain-mailbox.ts';
import { createSession } from '../../electron/network/session.ts';
import { createNodeTransport } from '../../electron/network/transports/node.ts';
import { FIRST_PAGE, type MessageHeader, type PageCursor } from '../../shared/mail/types.ts';
import { type DavProgram, type DavServer, PASSWORD, USER } from './dav-servers.ts';

const closing: (() => Promise<unknown>)[] = [];
/** Ends what the tests of a file have started. */
export async function closeHouses(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

export const signal = AbortSignal.timeout(120_000);
/** A message as a file. */
export const eml = (subject: string, date: string, text = 'Hello.\r\n') =>
  `From: =?utf-8?q?Bj=C3=B8rn?= <bjorn@example.com>\r\nTo: alex@example.com\r\nSubject: ${subject}\r\nDate: ${date}\r\nMessage-ID: <${subject.length}.${date.length}@example.com>\r\n\r\n${text}`;

/** A mailbox on a server that other people wrote. */
export interface House {
  readonly server: DavServer;
  readonly mailbox: (clock?: Clock) => Promise<Dialect>;
  /** Every request of these mailboxes. */
  readonly asked: RequestRecord[];
  readonly put: (name: string, text: string, age: number) => Promise<void>;
}

/** Starts the program on a folder of its own. */
export async function house(program: DavProgram): Promise<House> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-dav-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const server = await program.start(folder);
  closing.push(() => server.stop());
  const { transport, close } = createNodeTransport();
  closing.push(close);
  const flags = path.join(folder, 'flags');
  await mkdir(flags);
  const put = async (name: string, text: string, age: number) => {
    const file = path.join(server.files, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    const at = Date.UTC(2026, 9, 1) / 1000 - age * 3600;
    await utimes(file, at, at);
    server.own();
  };
  const asked: RequestRecord[] = [];
  const mailbox = async (clock = systemClock) => {
    const session = createSession({
      account: { url: `${server.origin}/`, user: USER, password: PASSWORD },
      transport,
      clock,
      log: (record) => void asked.push(record),
    });
    const flagsOf = () => openLocalFlags(flags, 'a', ({ sentence }) => fail(sentence));
    return createPlainMailbox('/', flagsOf, clock)(session);
  };
  return { server, mailbox, asked, put };
}

function fail(sentence: string): never {
  throw new Error(sentence);
}

/** Everything that a stream yields. */
export async function all<T>(source: AsyncGenerator<readonly T[], unknown, void>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const batch of source) items.push(...batch);
  return items;
}

/** Every row of a folder, in pages of so many. */
export async function list(mailbox: Dialect, folder: string, rows = 2): Promise<readonly MessageHeader[]> {
  const found: MessageHeader[] = [];
  for (let from: PageCursor | null = FIRST_PAGE; from; ) {
    const page: ReturnType<Dialect['page']> = mailbox.page(folder, from, rows, signal);
    for (;;) {
      const next = await page.next();
      if (next.done) {
        from = next.value.next;
        break;
      }
      found.push(...next.value);
    }
  }
  return found;
}
