import { Dexie } from 'dexie';
import { systemClock } from '../../../../renderer/engine/clock.ts';
import { PAGE_ROWS } from '../../../../renderer/engine/limits.ts';
import { collect, createNetworkLink } from '../../../../renderer/engine/network-link.ts';
import { writingDatabase } from '../../../../renderer/store/database.ts';
import { folderIdOf, messageRow } from '../../../../renderer/store/rows.ts';
import { openWriter } from '../../../../renderer/store/writer.ts';
import { FIRST_PAGE, type MessageHeader, type PageCursor } from '../../../../shared/mail/types.ts';
import { webTransport } from '../../../../shared/rpc/transports.ts';

/** What the window asks of this worker: one half of a first sync, and nothing of the other. */
export interface HalfAsked {
  /** `pack`: to write a page as one record, which is what a packed list would cost. */
  readonly half: 'fetch' | 'write' | 'pack';
  readonly accountId: string;
  /** Its address on the server. */
  readonly folder: string;
}
/** What it answers. */
export interface HalfDone {
  readonly ms: number;
  readonly rows: number;
}

const link = createNetworkLink(systemClock());
/** What was fetched last. */
let pages: (readonly MessageHeader[])[] = [];

addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (port) link.attach(webTransport(port));
  // What the window asks of its engine is not for us.
  else if (isAsked(event.data)) void timed(event.data).then((done) => postMessage(done));
});

function isAsked(data: unknown): data is HalfAsked {
  return typeof data === 'object' && data !== null && 'half' in data;
}

const HALVES = { fetch: fetchPages, write: writePages, pack: packPages } as const;

async function timed(asked: HalfAsked): Promise<HalfDone> {
  const from = performance.now();
  await HALVES[asked.half](asked);
  return { ms: performance.now() - from, rows: pages.reduce((sum, { length }) => sum + length, 0) };
}

async function fetchPages({ accountId, folder }: HalfAsked): Promise<void> {
  pages = [];
  const { signal } = new AbortController();
  await link.call('account.open', { accountId }, { signal });
  const page = async (from: PageCursor): Promise<PageCursor | null> => {
    const args = { accountId, folder, from, rows: PAGE_ROWS };
    const { items, end } = await collect(link.stream('messages.page', args, { signal }));
    pages.push(items);
    return end.next;
  };
  for (let from: PageCursor | null = FIRST_PAGE; from; ) from = await page(from);
}

/** As the engine writes them, into a store of the same making in the same browser. */
async function writePages({ accountId, folder }: HalfAsked): Promise<void> {
  const database = writingDatabase('rows-alone');
  const writer = openWriter(database);
  const folderId = folderIdOf(accountId, folder);
  for (const page of pages)
    await writer.page(folderId, page, { folderId, next: FIRST_PAGE, seen: null, completeAt: null });
  database.close();
}

async function packPages({ accountId, folder }: HalfAsked): Promise<void> {
  const database = new Dexie('rows-packed');
  database.version(1).stores({ pages: '[folderId+nd]' });
  const folderId = folderIdOf(accountId, folder);
  for (const page of pages) {
    const rows = page.map((header) => messageRow(folderId, header));
    await database.table('pages').put({ folderId, nd: rows[0]?.nd ?? 0, rows });
  }
  database.close();
}
