import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import type { NewMessage } from '../../../electron/mock-exchange/store/content.ts';
import { FIRST_PAGE, type MessageHeader, type PageCursor } from '../../../shared/mail/types.ts';
import { collect, fetchAttachment, startNetwork, type TestNetwork } from './network.ts';

const accountId = 'demo';
const PASSWORD = 'pa:ss wörd';
const SUBJECTS = ['1.10', 'true', '0x1F', '&#x41f;', '<b> & "x" \'y\'', '😀 \u202edlrow', 'a/b\\c?d~e#f%g+h'];
const NOW = Date.UTC(2026, 10, 23, 12);
const PDF = Buffer.from(Array.from({ length: 1_500_000 }, (_, i) => (i * 31) % 256));

async function message(index: number, read: boolean, extra = ''): Promise<NewMessage> {
  const subject = Buffer.from(SUBJECTS[index % SUBJECTS.length] ?? '').toString('base64');
  const raw = `From: "Ann, B." <ann@example.test>\r\nTo: alex@example.test\r\nSubject: =?utf-8?B?${subject}?=\r\nMessage-ID: <m${index}@example.test>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n${extra || '\r\nHello\r\n'}`;
  // Three messages share each moment, so that pages cut between equal times.
  return { content: await contentOf(Buffer.from(raw)), received: NOW - Math.floor(index / 3) * 1000, read };
}

const withPdf = `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/pdf; name="report #1.pdf"\r\nContent-Disposition: attachment; filename="report #1.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${PDF.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`;

describe('the network service with the mock Exchange', () => {
  let mock: MockExchange;
  let net: TestNetwork;

  beforeAll(async () => {
    const inbox = await Promise.all(Array.from({ length: 100 }, (_, i) => message(i, i % 2 === 0)));
    mock = await startMockExchange({
      language: 'nb',
      clock: { start: NOW, rate: 0 },
      mailboxes: [
        {
          user: 'alex',
          displayName: 'Alex',
          address: 'alex@example.test',
          password: PASSWORD,
          folders: [
            { name: 'Inbox', role: 'inbox', messages: inbox, folders: [{ name: 'Tøy & C#', messages: [] }] },
            { name: 'Large', messages: [await message(0, false, withPdf)] },
            { name: 'Calendar', role: 'calendar', folderClass: 'IPF.Appointment', messages: [] },
          ],
        },
      ],
    });
    net = await startNetwork();
    const url = mock.mailboxUrl('alex');
    net.service.setAccounts([{ id: accountId, url, user: 'alex', password: PASSWORD, demo: true }]);
  });
  afterAll(async () => {
    await net.stop();
    await mock.stop();
  });

  const folders = async () => (await collect(net.network.stream('folders.list', { accountId }))).items;
  const inboxHref = async () => (await folders()).find(({ role }) => role === 'inbox')?.href ?? '';
  const allPages = async (folder: string, rows: number) => {
    const items: MessageHeader[] = [];
    let next: PageCursor | null = FIRST_PAGE;
    while (next) {
      const page: { items: readonly MessageHeader[]; end: { next: PageCursor | null } } = await collect(
        net.network.stream('messages.page', { accountId, folder, from: next, rows }),
      );
      items.push(...page.items);
      next = page.end.next;
    }
    return items;
  };

  it('passes the check of a new account, and a wrong password does not', async () => {
    const form = { name: 'x', url: mock.origin, user: 'alex', password: PASSWORD };
    const { steps, failure } = await net.service.check(form, new AbortController().signal);
    expect(failure).toBeNull();
    expect(steps.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(steps[3]?.sentence).toContain('100 messages');
    const wrong = await net.service.check({ ...form, password: 'x' }, new AbortController().signal);
    expect(wrong.failure?.kind).toBe('unauthorized');
    const nobody = await net.service.check(
      { ...form, url: `${mock.origin}/exchange/nobody/` },
      new AbortController().signal,
    );
    expect(nobody.failure).not.toBeNull();
  });

  it('finds the mail folders in a localised mailbox by role', async () => {
    const list = await folders();
    expect(list.filter(({ role }) => role === 'inbox')).toHaveLength(1);
    const inbox = list.find(({ role }) => role === 'inbox');
    expect(inbox).toMatchObject({ parentPath: null, total: 100, unread: 50 });
    const child = list.find(({ name }) => name === 'Tøy & C#');
    expect(child).toMatchObject({ parentPath: inbox?.path, total: 0 });
    expect(list.some(({ path }) => /calendar|kalender/i.test(path))).toBe(false);
  });

  it.each([1, 2, 7, 100, 500])('lists every message once, newest first, in pages of %i', async (rows) => {
    const items = await allPages(await inboxHref(), rows);
    expect(items).toHaveLength(100);
    expect(new Set(items.map(({ key }) => key)).size).toBe(100);
    const dates = items.map(({ date }) => date ?? 0);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    expect(new Set(items.map(({ subject }) => subject))).toEqual(new Set(SUBJECTS));
  });

  it('opens each of them by href, byte for byte', async () => {
    const items = await allPages(await inboxHref(), 100);
    for (const item of items.slice(0, 21)) {
      const { href, permanentUrl, size } = item;
      const body = await net.network.call('message.body', { accountId, item: { href, permanentUrl }, size });
      expect(body.kind).toBe('mime');
      const text = body.kind === 'mime' ? Buffer.from(body.bytes).toString() : '';
      expect(text).toContain(`Message-ID: ${item.messageId}`);
      expect(text.length).toBe(size);
    }
  });

  it('reads a large message from properties and its attachment from its own address', async () => {
    const large = (await folders()).find(({ name }) => name === 'Large');
    const [item] = await allPages(large?.href ?? '', 10);
    expect(item?.hasAttachment).toBe(true);
    const ref = { href: item?.href ?? '', permanentUrl: item?.permanentUrl ?? null };
    const body = await net.network.call('message.body', { accountId, item: ref, size: item?.size ?? 0 });
    expect(body).toMatchObject({ kind: 'properties', why: 'large' });
    if (body.kind !== 'properties') return;
    expect(body.text).toContain('See the file.');
    expect(body.attachments[0]).toMatchObject({ name: 'report #1.pdf', mimeType: 'application/pdf' });
    const { href = '', name = '' } = body.attachments[0] ?? {};
    const { fileId, size } = await fetchAttachment(net, { accountId, href, name });
    expect(size).toBe(PDF.length);
    expect(PDF.equals(await readFile(net.files.path(fileId)))).toBe(true);
  });

  it('takes the read flag both ways', async () => {
    const folder = await inboxHref();
    const unread = async () =>
      (await collect(net.network.stream('messages.unread', { accountId, folder }))).items;
    const before = await unread();
    expect(before).toHaveLength(50);
    const items = (await allPages(folder, 100))
      .filter(({ read }) => !read)
      .slice(0, 5)
      .map(({ href, permanentUrl }) => ({ href, permanentUrl }));
    const results = await net.network.call('flags.mark', {
      accountId,
      folder,
      items,
      mark: { kind: 'read', read: true },
    });
    expect(results.map(({ failure }) => failure)).toEqual([null, null, null, null, null]);
    expect(await unread()).toHaveLength(45);
    await net.network.call('flags.mark', { accountId, folder, items, mark: { kind: 'read', read: false } });
    expect(await unread()).toHaveLength(50);
    const gone = { href: `${folder}/no-such.EML`, permanentUrl: null };
    const [missing] = await net.network.call('flags.mark', {
      accountId,
      folder,
      items: [gone],
      mark: { kind: 'read', read: true },
    });
    expect(missing?.failure).not.toBeNull();
    expect(mock.folders('alex').some(({ total }) => total === 101)).toBe(false);
  });

  it('flags messages and puts them into categories, and takes both off again', async () => {
    const folder = await inboxHref();
    const marked = async () =>
      (await collect(net.network.stream('messages.marked', { accountId, folder }))).items;
    const rows = (await allPages(folder, 100)).slice(0, 3);
    const items = rows.map(({ href, permanentUrl }) => ({ href, permanentUrl }));
    const mark = async (
      change: Parameters<typeof net.network.call<'flags.mark'>>[1]['mark'],
      some = items,
    ) => {
      const results = await net.network.call('flags.mark', { accountId, folder, items: some, mark: change });
      expect(results.map(({ failure }) => failure)).toEqual(some.map(() => null));
    };
    expect(await marked()).toEqual([]);
    const categories = ['Ærend & <b>', 'Blue, "light"'];
    await mark({ kind: 'flag', flagged: true });
    await mark({ kind: 'categories', categories }, items.slice(0, 1));
    const listed = (await allPages(folder, 100)).slice(0, 3);
    expect(listed.map(({ flagged }) => flagged)).toEqual([true, true, true]);
    expect(listed.map((each) => each.categories)).toEqual([categories, [], []]);
    await mark({ kind: 'flag', flagged: false });
    expect(await marked()).toEqual([{ key: rows[0]?.key, flagged: false, categories }]);
    await mark({ kind: 'categories', categories: [] }, items.slice(0, 1));
    expect(await marked()).toEqual([]);
  });

  it('flags with dates, marks complete and takes all of it off again', async () => {
    const folder = await inboxHref();
    const [first, second] = await allPages(folder, 100);
    const items = [first, second].map((row) => ({
      href: row?.href ?? '',
      permanentUrl: row?.permanentUrl ?? null,
    }));
    const due = Date.UTC(2026, 11, 4) / 86_400_000;
    const states = [
      { flagged: true, followUp: { due, reminder: Date.UTC(2026, 11, 4, 8, 30) } },
      { flagged: false, followUp: { due, done: Date.UTC(2026, 11, 3, 9) } },
      { flagged: true },
      { flagged: false },
    ];
    for (const state of states) {
      const mark = { kind: 'flag', ...state } as const;
      const results = await net.network.call('flags.mark', { accountId, folder, items, mark });
      expect(results.map(({ failure }) => failure)).toEqual([null, null]);
      const [listed] = await allPages(folder, 100);
      expect({ flagged: listed?.flagged, followUp: listed?.followUp }).toEqual({
        followUp: undefined,
        ...state,
      });
      const marked = (await collect(net.network.stream('messages.marked', { accountId, folder }))).items;
      const isMarked = state.flagged || 'followUp' in state;
      expect(marked).toEqual(
        isMarked ? [first, second].map((row) => ({ key: row?.key, ...state, categories: [] })) : [],
      );
    }
  });

  it('names every message for the comparison with what is stored', async () => {
    const folder = await inboxHref();
    const { items } = await collect(net.network.stream('messages.identities', { accountId, folder }));
    const listed = await allPages(folder, 100);
    expect(new Set(items.map(({ key }) => key))).toEqual(new Set(listed.map(({ key }) => key)));
  });
});
