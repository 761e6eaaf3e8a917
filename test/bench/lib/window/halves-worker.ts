import { systemClock } from '../../../../renderer/engine/clock.ts';
import { PAGE_ROWS } from '../../../../renderer/engine/limits.ts';
import { collect, createNetworkLink } from '../../../../renderer/engine/network-link.ts';
import { RetinueDatabase } from '../../../../renderer/store/database.ts';
import { folderIdOf } from '../../../../renderer/store/rows.ts';
import { openWriter } from '../../../../renderer/store/writer.ts';
import { FIRST_PAGE, type MessageHeader, type PageCursor } from '../../../../shared/mail/types.ts';
import { webTransport } from '../../../../shared/rpc/transports.ts';

/** What the window asks of this worker: one half of a first sync, and nothing of the other. */
export interface HalfAsked {
  readonly half: 'fetch' | 'write';
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

async function timed(asked: HalfAsked): Promise<HalfDone> {
  const from = performance.now();
  await (asked.half === 'fetch' ? fetchPages(asked) : writePages(asked));
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
  const database = new RetinueDatabase('rows-alone');
  const writer = openWriter(database);
  const folderId = folderIdOf(accountId, folder);
  for (const page of pages)
    await writer.page(folderId, page, { folderId, next: FIRST_PAGE, seen: null, completeAt: null });
  database.close();
}
