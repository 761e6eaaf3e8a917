import 'fake-indexeddb/auto';
import type { JournalEntry } from '../../electron/mock-exchange/api.ts';
import type { NewMessage } from '../../electron/mock-exchange/store/content.ts';
import type { PageCursor } from '../../shared/mail/types.ts';
import { FIRST_PAGE } from '../../shared/mail/types.ts';
import { PAGE_ROWS } from '../../renderer/engine/limits.ts';
import { createNetworkLink, collect } from '../../renderer/engine/network-link.ts';
import { openWriter } from '../../renderer/store/writer.ts';
import { systemClock } from '../../renderer/engine/clock.ts';
import { freshDatabase } from '../unit/engine/bench.ts';
import { ACCOUNT, type House, letter, startHouse, USER } from '../integration/engine/house.ts';
import { openOffice, type Office } from '../integration/in-step/office.ts';
import { otherClient } from '../integration/in-step/other-client.ts';
import { type Bench, type Comparison, compare } from './lib/bench.ts';

const SIZES = [100, 10_000, 50_000] as const;
const LARGE = 50_000;
const RUNS = 3;
/** Listing 50,000 messages on a busy machine takes its time. */
const PATIENCE_MS = 600_000;
/** One message in so many is unread. */
const UNREAD_EACH = 500;
const INBOX = `/exchange/${USER}/Inbox/`;
const INBOX_ID = `${ACCOUNT}|/exchange/${USER}/Inbox`;

/**
 * The engine in Node on fake-indexeddb, against the mock in the same process: what a first sync costs beside its two
 * halves alone, and what looking again costs in requests and bytes.
 */
export const sync: Bench = {
  name: 'sync',
  title: 'Synchronisation: first sync, nothing new, ten changes (engine in Node, store on fake-indexeddb)',
  async run() {
    const looks: Look[] = [];
    const firsts: Comparison[] = [];
    for (const size of SIZES) {
      const house = await startHouse([{ name: 'Inbox', role: 'inbox', messages: await inbox(size) }]);
      try {
        if (size === LARGE) firsts.push(...(await firstSyncs(house)));
        looks.push(await look(house, size));
      } finally {
        await house.stop();
      }
    }
    return [...firsts, ...looks.flatMap((each) => beside(each, looks[0] ?? each))];
  },
};

async function inbox(size: number): Promise<NewMessage[]> {
  const messages: NewMessage[] = [];
  for (let n = 0; n < size; n += 1) messages.push(await letter(n, n % UNREAD_EACH !== 0));
  return messages;
}

/** In turn: an engine's first sync, the same pages thrown away, and the same rows written. */
async function firstSyncs(house: House): Promise<readonly Comparison[]> {
  const engine: number[] = [];
  const fetched: number[] = [];
  const written: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    engine.push(
      await timed(async () => {
        const office = await openOffice(house);
        await listed(office);
        return () => closed(office);
      }),
    );
    const pages: Pages = [];
    fetched.push(await timed(() => fetchPages(house, pages)));
    written.push(await timed(() => writePages(pages)));
  }
  return [
    compare(`first sync of ${LARGE} headers`, 'ms', engine, 'the same pages thrown away', fetched),
    compare(`first sync of ${LARGE} headers`, 'ms', engine, 'the same rows written alone', written),
  ];
}

/** The Inbox has come to its end: what follows (bodies fetched ahead) is no part of listing it. */
async function listed({ database }: Office): Promise<void> {
  while ((await database.cursors.get(INBOX_ID))?.next !== null)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

type Pages = Parameters<ReturnType<typeof openWriter>['page']>[1][];

async function timed(work: () => Promise<() => Promise<unknown>>): Promise<number> {
  const from = performance.now();
  const done = await work();
  const ms = performance.now() - from;
  await done();
  return ms;
}

async function fetchPages(house: House, pages: Pages): Promise<() => Promise<void>> {
  const link = createNetworkLink(systemClock());
  const port = house.port();
  link.attach(port.transport);
  const { signal } = new AbortController();
  await link.call('account.open', { accountId: ACCOUNT }, { signal });
  const page = async (from: PageCursor): Promise<PageCursor | null> => {
    const args = { accountId: ACCOUNT, folder: INBOX, from, rows: PAGE_ROWS };
    const { items, end } = await collect(link.stream('messages.page', args, { signal }));
    pages.push(items);
    return end.next;
  };
  for (let from: PageCursor | null = FIRST_PAGE; from; ) from = await page(from);
  return async () => port.close();
}

async function writePages(pages: Pages): Promise<() => Promise<void>> {
  const database = freshDatabase();
  const writer = openWriter(database);
  for (const page of pages) await writer.page(INBOX_ID, page, null);
  return () => database.delete();
}

interface Look {
  readonly size: number;
  readonly nothing: readonly JournalEntry[];
  readonly changes: readonly JournalEntry[];
  readonly marks: readonly JournalEntry[];
}

/** What the server is asked when nothing is new; after four marks of another client; after ten changes of every kind. */
async function look(house: House, size: number): Promise<Look> {
  const office = await openOffice(house, { restlessMs: PATIENCE_MS });
  const other = otherClient(house.mock);
  try {
    await office.quiet();
    const nothing = await asked(house, office);
    const [first, ...rest] = (await other.messages('Inbox')).slice(0, 8);
    if (!first) throw new Error('nothing to change');
    for (const { href, read } of rest.slice(0, 4)) await other.mark(href, !read);
    const marks = await asked(house, office);
    for (const { href } of [first, ...rest.slice(4, 6)]) await other.remove(href);
    for (const { href, read } of rest.slice(0, 4)) await other.mark(href, read);
    for (let n = 0; n < 3; n += 1) await house.mock.deliver(USER, await letter(size + 10 + n, false));
    return { size, nothing, marks, changes: await asked(house, office) };
  } finally {
    await closed(office);
  }
}

async function asked(house: House, office: Office): Promise<readonly JournalEntry[]> {
  const after = house.mock.journal.at(-1)?.id ?? 0;
  await office.sync();
  await office.settle();
  return house.mock.journal.filter(({ id, client }) => id > after && client === 'Retinue');
}

async function closed(office: Office): Promise<void> {
  await office.stop();
  await office.database.delete();
}

function beside(own: Look, small: Look): readonly Comparison[] {
  const rows = [
    { what: 'nothing new', of: (each: Look) => each.nothing },
    { what: '4 marks by another client', of: (each: Look) => each.marks },
    { what: '10 changes by another client', of: (each: Look) => each.changes },
  ];
  return rows.flatMap(({ what, of }) => {
    const peer = `the same with ${small.size} messages`;
    const name = `${what}, ${own.size} messages`;
    return [
      compare(name, 'requests', [of(own).length], peer, [of(small).length]),
      compare(name, 'bytes', [bytes(of(own))], peer, [bytes(of(small))]),
    ];
  });
}

function bytes(entries: readonly JournalEntry[]): number {
  return entries.reduce((sum, { requestBytes, responseBytes }) => sum + requestBytes + responseBytes, 0);
}
