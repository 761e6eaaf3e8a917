import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/network/clock.ts';
import type { Dialect } from '../../electron/network/dialect.ts';
import { openLocalFlags } from '../../electron/network/plain-dav/flags.ts';
import { createPlainMailbox } from '../../electron/network/plain-dav/plain-mailbox.ts';
import { createSession } from '../../electron/network/session.ts';
import { createNodeTransport } from '../../electron/network/transports/node.ts';
import { FIRST_PAGE, type MessageHeader, type PageCursor } from '../../shared/mail/types.ts';
import { DAV_PROGRAMS, type DavProgram, type DavServer, isThere, PASSWORD, USER } from './dav-servers.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const signal = AbortSignal.timeout(60_000);
const eml = (subject: string, date: string, text = 'Hello.\r\n') =>
  `From: =?utf-8?q?Bj=C3=B8rn?= <bjorn@example.com>\r\nTo: alex@example.com\r\nSubject: ${subject}\r\nDate: ${date}\r\nMessage-ID: <${subject.length}.${date.length}@example.com>\r\n\r\n${text}`;

interface House {
  readonly server: DavServer;
  readonly mailbox: () => Promise<Dialect>;
  readonly put: (name: string, text: string, age: number) => Promise<void>;
}

async function house(program: DavProgram): Promise<House> {
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
  const mailbox = async () => {
    const session = createSession({
      account: { url: `${server.origin}/`, user: USER, password: PASSWORD },
      transport,
      clock: systemClock,
      log: () => undefined,
    });
    return createPlainMailbox('/', () => openLocalFlags(flags, 'a', fail))(session);
  };
  return { server, mailbox, put };
}

function fail(sentence: string): never {
  throw new Error(sentence);
}

async function all<T>(source: AsyncGenerator<readonly T[], unknown, void>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const batch of source) items.push(...batch);
  return items;
}

/** Every row of a folder, in pages of so many. */
async function list(mailbox: Dialect, folder: string, rows = 2): Promise<readonly MessageHeader[]> {
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

for (const program of DAV_PROGRAMS)
  describe.skipIf(!isThere(program))(`a mailbox on ${program.name}`, () => {
    it('lists folders by role and messages newest first, whatever their names', async () => {
      const { mailbox, put } = await house(program);
      await put('Inbox/one.eml', eml('one', 'Thu, 1 Oct 2026 08:00:00 +0200'), 3);
      await put('Inbox/100% + #2; &amp; = "ø".eml', eml('two', 'Thu, 1 Oct 2026 09:00:00 +0200'), 2);
      await put('Inbox/three.EML', eml('three', 'Thu, 1 Oct 2026 10:00:00 +0200'), 1);
      await put('Inbox/notes.txt', 'no mail', 1);
      await put('Sent Items/sent.eml', eml('sent', 'Thu, 1 Oct 2026 10:00:00 +0200'), 1);
      await put('Projects/Brattøra/deep.eml', eml('deep', 'Thu, 1 Oct 2026 10:00:00 +0200'), 1);
      const box = await mailbox();
      const folders = await all(box.folders(signal));
      const facts = folders.map(({ path: at, role, total }) => [at, role, total]);
      expect(facts).toEqual([
        ['/Inbox', 'inbox', 3],
        ['/Projects', 'none', 0],
        ['/Sent Items', 'sent', 1],
        ['/Projects/Brattøra', 'none', 1],
      ]);
      expect(folders.at(-1)).toMatchObject({ parentPath: '/Projects', name: 'Brattøra' });
      const rows = await list(box, folders[0]?.href ?? '');
      expect(rows.map(({ subject }) => subject)).toEqual(['three', 'two', 'one']);
      expect(rows[0]).toMatchObject({ from: 'Bjørn <bjorn@example.com>', read: false });
      expect(rows.map(({ date }) => new Date(date ?? 0).getUTCHours())).toEqual([8, 7, 6]);
    });

    it('gives a message byte for byte', async () => {
      const { mailbox, put, server } = await house(program);
      await put('Inbox/one.eml', eml('one', 'Thu, 1 Oct 2026 08:00:00 +0200', 'x'.repeat(40_000)), 1);
      const box = await mailbox();
      const [folder] = await all(box.folders(signal));
      const [row] = await list(box, folder?.href ?? '');
      if (!row) throw new Error('no row');
      const body = await box.body({ item: row, size: row.size, onProgress: () => undefined }, signal);
      const due = await readFile(path.join(server.files, 'Inbox/one.eml'));
      expect(body.kind === 'mime' && due.equals(body.bytes)).toBe(true);
    });

    it('keeps read flags: on the server, or here where it keeps none, and after a restart', async () => {
      const { mailbox, put } = await house(program);
      await put('Inbox/one.eml', eml('one', 'Thu, 1 Oct 2026 08:00:00 +0200'), 2);
      await put('Inbox/two.eml', eml('two', 'Thu, 1 Oct 2026 09:00:00 +0200'), 1);
      const box = await mailbox();
      const [folder] = await all(box.folders(signal));
      const href = folder?.href ?? '';
      const [, first] = await list(box, href);
      if (!first) throw new Error('no row');
      expect(await box.setRead(href, [first], true, signal)).toEqual([{ href: first.href, failure: null }]);
      const again = await mailbox();
      const [after] = await all(again.folders(signal));
      expect(after).toMatchObject({ total: 2, unread: 1 });
      expect(after?.contentTag).not.toBe(folder?.contentTag);
      expect((await list(again, href)).map(({ subject, read }) => [subject, read])).toEqual([
        ['two', false],
        ['one', true],
      ]);
      const unread = await all(again.identities(href, 'unread', signal));
      expect(unread.map(({ key }) => key)).toEqual(['/Inbox/two.eml']);
    });

    it('sees what came, went and was written anew', async () => {
      const { mailbox, put, server } = await house(program);
      await put('Inbox/one.eml', eml('one', 'Thu, 1 Oct 2026 08:00:00 +0200'), 9);
      await put('Inbox/two.eml', eml('two', 'Thu, 1 Oct 2026 09:00:00 +0200'), 8);
      const box = await mailbox();
      const before = await all(box.folders(signal));
      await rm(path.join(server.files, 'Inbox/one.eml'));
      await put('Inbox/two.eml', eml('two, again', 'Thu, 1 Oct 2026 09:00:00 +0200'), 2);
      await put('Inbox/three.eml', eml('three', 'Thu, 1 Oct 2026 10:00:00 +0200'), 1);
      const after = await all(box.folders(signal));
      expect(after[0]?.contentTag).not.toBe(before[0]?.contentTag);
      const rows = await list(box, after[0]?.href ?? '');
      expect(rows.map(({ subject }) => subject)).toEqual(['three', 'two, again']);
      expect((await all(box.folders(signal)))[0]?.contentTag).toBe(after[0]?.contentTag);
    });
  });
