import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import { createEngine, type Engine } from '../../../renderer/engine/engine.ts';
import { createNetworkLink } from '../../../renderer/engine/network-link.ts';
import { type RunningSearch, startSearch } from '../../../renderer/engine/search/search.ts';
import type { SearchIndex } from '../../../renderer/engine/search/search-index.ts';
import { systemClock } from '../../../renderer/engine/clock.ts';
import { RetinueDatabase } from '../../../renderer/store/database.ts';
import type { ContactRow } from '../../../renderer/store/tables.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import type { SearchTerm } from '../../../shared/mail/search-query.ts';
import { memoryIndex } from '../../helpers/memory-index.ts';
import { ACCOUNT, type House, letter, startHouse } from './house.ts';

let house: House;
let database: RetinueDatabase;
let index: SearchIndex;
let engine: Engine;
let search: RunningSearch;
let count = 0;

const clock = systemClock();
const noContext = { signal: new AbortController().signal, progress: () => {} };

async function withFile() {
  const raw = [
    'From: "Øystein Lie" <lie@example.com>',
    'To: alex@example.com',
    'Subject: Tegninger og m=?utf-8?Q?=C3=B8?=te',
    'Message-ID: <file@example.com>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Das Ger<b>ü</b>st steht am <i>Kai</i>; 会議の資料</p>',
    '--x',
    'Content-Type: application/pdf; name="Spundwand-A312.pdf"',
    'Content-Disposition: attachment; filename="Spundwand-A312.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0xLjQK',
    '--x--',
    '',
  ].join('\r\n');
  return { content: await contentOf(Buffer.from(raw)), received: Date.UTC(2026, 2, 1), read: true };
}

beforeEach(async () => {
  house = await startHouse([
    { name: 'Inbox', role: 'inbox', messages: [await letter(1), await letter(2), await withFile()] },
    { name: 'Deleted Items', role: 'deleteditems', messages: [] },
  ]);
  database = new RetinueDatabase(`search-${(count += 1)}`);
  index = await memoryIndex();
  run();
  await engine.handlers.calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, noContext);
});

function run(open: () => Promise<SearchIndex> = () => Promise.resolve({ ...index, close: async () => {} })) {
  const network = createNetworkLink(clock);
  network.attach(house.port().transport);
  const log = async () => {};
  search = startSearch({ database, clock, log, open, newName: () => crypto.randomUUID() });
  engine = createEngine({ network, database, clock, random: Math.random, log, search });
}

async function halt() {
  await engine.stop();
  await search.stop();
}

afterEach(async () => {
  await halt();
  await database.delete();
  await house.stop();
});

const words = (text: string, where: 'anywhere' | 'filename' = 'anywhere'): SearchTerm => ({
  kind: 'words',
  text,
  phrase: false,
  where,
});

function find(term: SearchTerm) {
  const query = { clauses: [{ term, not: false }], accountId: null, limit: 10 };
  return engine.handlers.calls['search.find'](query, noContext);
}

const total = async (term: SearchTerm) => (await find(term)).total;
const becomes = (term: SearchTerm, expected: number) =>
  vi.waitFor(async () => expect(await total(term)).toBe(expected), { timeout: 8000, interval: 50 });

test('new mail is found by its subject, and by its text and files once that is here', async () => {
  await becomes(words('tegn'), 1);
  const [messageId = ''] = (await find(words('tegn'))).ids;
  await engine.handlers.calls['message.open']({ messageId }, noContext);
  await becomes(words('gerust'), 1);
  expect(await total(words('資料'))).toBe(1);
  expect(await total(words('spundwand'))).toBe(1);
  expect(await total(words('spundwand a312', 'filename'))).toBe(1);
  expect(await total(words('oystein'))).toBe(1);
  await vi.waitFor(async () => expect((await find(words('tegn'))).indexing).toBe(0));
});

test('mail from people whom one knows is told from other mail', async () => {
  const known = { kind: 'from-known' } as const;
  await becomes({ kind: 'has-attachment' }, 1);
  await becomes(words('letter'), 2);
  expect(await total(known)).toBe(0);
  const card = { id: 'c', accountId: ACCOUNT, mails: ['lie@example.com'] };
  await database.contacts.put(card as unknown as ContactRow);
  expect((await find(known)).ids).toEqual((await find(words('tegn'))).ids);
  expect(await total(known)).toBe(1);
});

test('what is removed is found no more, and what is read is read', async () => {
  await becomes(words('letter'), 2);
  const { ids } = await find(words('letter'));
  await engine.handlers.calls['message.read']({ messageIds: [ids[0] ?? ''], read: false }, noContext);
  await becomes({ kind: 'is', state: 'unread' }, 1 + (await startUnread()));
  await engine.handlers.calls['messages.remove']({ messageIds: [ids[0] ?? ''] }, noContext);
  await becomes(words('letter'), 1);
});

async function startUnread(): Promise<number> {
  return (await database.messages.toArray()).filter(({ read }) => !read).length - 1;
}

test('what was written while nobody indexed it is caught up with', async () => {
  await becomes(words('letter'), 2);
  await search.stop();
  const row = await database.messages.toCollection().first();
  await openWriter(database).remove([row?.id ?? '']);
  await database.messages
    .where('subject')
    .equals('')
    .count()
    .catch(() => 0);
  await engine.stop();
  expect(await database.marks.count()).toBeGreaterThan(0);
  run();
  await vi.waitFor(async () => expect(await database.marks.count()).toBe(0), { timeout: 8000 });
  expect(await index.count()).toBe(await database.messages.count());
});

test('an index that is lost is built again from the store', async () => {
  await becomes(words('letter'), 2);
  await halt();
  index = await memoryIndex();
  run();
  await becomes(words('letter'), 2);
  expect(await index.count()).toBe(3);
});

test('without an index search says so and mail is read', async () => {
  await becomes(words('letter'), 2);
  const [messageId = ''] = (await find(words('letter'))).ids;
  await halt();
  run(() => Promise.reject(new Error('no files here')));
  await expect(find(words('letter'))).rejects.toThrow(/cannot search on this computer/);
  const { subject } = await engine.handlers.calls['message.open']({ messageId }, noContext);
  expect(subject).toMatch(/Letter/);
  await vi.waitFor(async () => expect(await database.marks.count()).toBe(0));
  await halt();
  run();
  await becomes(words('letter'), 2);
});
