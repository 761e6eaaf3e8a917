import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Accounts, createAccounts } from '../../electron/network/accounts.ts';
import { systemClock } from '../../electron/network/clock.ts';
import type { HttpTransport } from '../../electron/network/dav/transport.ts';
import { createMoods } from '../../electron/network/resilience/moods.ts';
import { createRateLimit } from '../../electron/network/resilience/rate-limit.ts';
import { carry } from '../../electron/network/spool/courier/carry.ts';
import { createEntry, type Entry, openEntry } from '../../electron/network/spool/entry.ts';
import { readEml } from '../../electron/network/spool/read-eml.ts';
import { openSizeLimits } from '../../electron/network/spool/size-limits.ts';
import { createNodeTransport } from '../../electron/network/transports/node.ts';
import type { Command } from '../../shared/delivery/steps.ts';
import { type Mishap, startSmtpServer, type TestSmtpServer } from '../helpers/smtp-server.ts';
import { type DavProgram, type DavServer, PASSWORD, USER } from './dav-servers.ts';

/** A plain WebDAV server, a mail server, and a spool between them. */
export interface SendingHouse {
  readonly dav: DavServer;
  readonly smtp: TestSmtpServer;
  /** What the mail server and the line to the other one do next. */
  readonly next: {
    mishap: Mishap | null;
    readsOnly: boolean;
    line: (transport: HttpTransport) => HttpTransport;
  };
  /** Spools a message to bo and cy, and dee unseen; gives its id. */
  spool(): Promise<string>;
  /** One start of the program, on the message as its journal has it, until it rests. `at`: the journal's disk dies. */
  run(id: string, at?: DeadDisk, signal?: AbortSignal): Promise<Entry>;
  /** What its person tells it to do. */
  tell(id: string, command: Command): Promise<void>;
  /** What lies in a folder of the server. */
  filed(folder: string): Promise<readonly Buffer[]>;
}
/** The program ends at this line of the journal, the first being 0: before it is on disk, or after. */
export interface DeadDisk {
  readonly line: number;
  readonly written: boolean;
}
export class Killed extends Error {}

export const EVERYBODY = ['bo@example.com', 'cy@example.com', 'dee@example.com'];

export async function openSendingHouse(
  program: DavProgram,
  closing: (() => Promise<unknown>)[],
): Promise<SendingHouse> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-plain-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const dav = await program.start(folder);
  closing.push(() => dav.stop());
  const next: SendingHouse['next'] = { mishap: null, readsOnly: false, line: (transport) => transport };
  const smtp = await startSmtpServer({ users: { [USER]: PASSWORD }, mishap: () => next.mishap });
  closing.push(() => smtp.stop());
  const node = createNodeTransport();
  closing.push(() => node.close());
  const spool = await mkdtemp(path.join(os.tmpdir(), 'retinue-spool-'));
  closing.push(() => rm(spool, { recursive: true, force: true }));
  const account = { id: 'a', url: `${dav.origin}/`, user: USER };
  const open = (): Accounts => {
    const transport: HttpTransport = (request) => next.line(node.transport)(request);
    const accounts = createAccounts({ transport, clock: systemClock, log: () => undefined });
    const place = {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      user: USER,
      password: null,
    } as const;
    accounts.set([
      {
        ...account,
        password: PASSWORD,
        dialect: 'plain',
        demo: false,
        ...(next.readsOnly ? {} : { smtp: place }),
      },
    ]);
    return accounts;
  };
  return {
    dav,
    smtp,
    next,
    async spool() {
      const file = path.join(spool, 'given.eml');
      await writeFile(file, letter());
      const at = systemClock.now();
      const message = await readEml(file, USER, at);
      const { id, messageId, subject, from, recipients, hidden, bytes, sha256 } = message;
      const facts = { messageId, subject, from, recipients, hidden, bytes, sha256, at, sendAt: at };
      await createEntry(spool, id, message.content(), { kind: 'spooled', format: 1, account, ...facts });
      return id;
    },
    async run(id, at, signal = AbortSignal.timeout(20_000)) {
      const entry = await openEntry(spool, id);
      const post = { entry: at ? dying(entry, at) : entry, account: open().get('a') };
      const mood = createMoods(systemClock).of(dav.origin, 'exchange');
      const deps = {
        clock: systemClock,
        random: () => 0,
        limit: createRateLimit(systemClock),
        sizes: await openSizeLimits(spool),
        onLive: () => undefined,
      };
      try {
        await carry({ ...post, mood }, deps, signal);
      } catch (thrown) {
        if (!(thrown instanceof Killed) && !signal.aborted) throw thrown;
      } finally {
        await entry.close();
      }
      return entry;
    },
    async tell(id, command) {
      const entry = await openEntry(spool, id);
      await entry.append({ kind: 'told', at: systemClock.now(), command });
      await entry.close();
    },
    async filed(name) {
      const at = path.join(dav.files, name);
      const names = await readdir(at).catch(() => []);
      return await Promise.all(
        names.filter((each) => /\.eml$/i.test(each)).map((each) => readFile(path.join(at, each))),
      );
    },
  };
}

function dying(entry: Entry, { line, written }: DeadDisk): Entry {
  return {
    id: entry.id,
    emlPath: entry.emlPath,
    get steps() {
      return entry.steps;
    },
    get history() {
      return entry.history;
    },
    async append(step) {
      const isLast = entry.steps.length === line;
      if (isLast && !written) throw new Killed();
      await entry.append(step);
      if (isLast) throw new Killed();
    },
    close: () => entry.close(),
  };
}

function letter(): string {
  const lines = [
    'From: alex@example.com',
    'To: bo@example.com',
    'Cc: cy@example.com',
    'Bcc: dee@example.com',
    'Subject: Hello',
    `Message-ID: <${randomBytes(8).toString('hex')}@example.com>`,
    'Date: Thu, 26 Nov 2026 10:00:00 +0000',
  ];
  return `${lines.join('\r\n')}\r\n\r\nHi there.\r\n.\r\n..and dots\r\n`;
}
