import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { folderIdOf } from '../../renderer/store/rows.ts';
import { addAccount, type TestServer } from '../app/launch.ts';
import { type Bench, type BenchContext, compare } from './lib/bench.ts';
import { LARGE_PATH, largeServer } from './lib/large-mailbox.ts';
import { accountId, started, until } from './lib/large-window.ts';
import { muttOpens } from './lib/mutt.ts';

const MESSAGES = 20_000;
const RUNS = 3;
const PATIENCE_MS = 600_000;
const PEER = 'mutt, the same mailbox over IMAP4';

/**
 * A mailbox is opened for the first time and again, beside a mail program that people use. It speaks IMAP4 to the same
 * mock, so part of its time is that of the mock's other face; it draws on a terminal, Retinue in a window.
 */
export const besideMutt: Bench = {
  name: 'beside-mutt',
  title: `a mailbox of ${MESSAGES} messages, opened for the first time and again`,
  isLong: true,
  async run(context) {
    const server = await largeServer(MESSAGES);
    const ours: Opened[] = [];
    const theirs: Opened[] = [];
    try {
      for (let run = 0; run < RUNS; run += 1) {
        ours.push(await inFolder((folder) => retinueOpens(context, folder, server)));
        theirs.push(await inFolder((folder) => muttTwice(folder, server)));
      }
    } finally {
      await server.mock.stop();
    }
    const of = (all: readonly Opened[], which: keyof Opened) => all.map((each) => each[which]);
    return [
      compare(
        'from the start to the whole list, the first time',
        'ms',
        of(ours, 'whole'),
        PEER,
        of(theirs, 'whole'),
      ),
      compare(
        'from the start to the first rows, the first time',
        'ms',
        of(ours, 'rows'),
        PEER,
        of(theirs, 'rows'),
      ),
      compare('from the start to the list, again', 'ms', of(ours, 'again'), PEER, of(theirs, 'again')),
    ];
  },
};

/** ms from the start of the process. */
interface Opened {
  readonly rows: number;
  readonly whole: number;
  readonly again: number;
}

async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function retinueOpens(context: BenchContext, folder: string, server: TestServer): Promise<Opened> {
  const from = performance.now();
  const first = await started(context, folder);
  const row = first.page.locator('.list-scroll .row[role="row"]').first();
  await addAccount(first, server, 'file');
  await row.waitFor({ timeout: PATIENCE_MS });
  const rows = performance.now() - from;
  const folderId = folderIdOf(await accountId(first), LARGE_PATH);
  const listed = () => first.page.evaluate((id) => window.probe.complete(id), folderId);
  await until(first.page, listed, 'all rows', PATIENCE_MS);
  const whole = performance.now() - from;
  await first.close();
  const again = performance.now();
  const second = await started(context, folder);
  await second.page.locator('.list-scroll .row[role="row"]').first().waitFor();
  const ms = performance.now() - again;
  await second.close();
  return { rows, whole, again: ms };
}

/** Its list is there when all of it is. */
async function muttTwice(home: string, { mock, user, password }: TestServer): Promise<Opened> {
  const port = mock.imap4Port ?? 0;
  const whole = await muttOpens(home, port, user, password);
  return { rows: whole, whole, again: await muttOpens(home, port, user, password) };
}
