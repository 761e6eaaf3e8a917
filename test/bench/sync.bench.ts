import 'fake-indexeddb/auto';
import type { JournalEntry } from '../../electron/mock-exchange/api.ts';
import type { NewFolder, NewMessage } from '../../electron/mock-exchange/store/content.ts';
import { letter, startHouse } from '../integration/engine/house.ts';
import { openOffice, type Office } from '../integration/in-step/office.ts';
import { type Bench, type Comparison, compare } from './lib/bench.ts';
import { exchangeLooks, type Look, plainLooks } from './sync-looks.ts';

const SMALL = 100;
const MIDDLE = 10_000;
const LARGE = 50_000;
/** Listing 50,000 messages on a busy machine takes its time. */
const PATIENCE_MS = 600_000;
/** One message in so many is unread. */
const UNREAD_EACH = 500;
/** Minutes between two messages: 50,000 of them fill some three years. */
const APART = 30;

/**
 * What looking again costs in requests and bytes, by each means by which a server may tell what changed: the engine in
 * Node on fake-indexeddb, against the mock in the same process.
 */
export const sync: Bench = {
  name: 'sync',
  title: 'Synchronisation: nothing new, ten changes, by each means (engine in Node, store on fake-indexeddb)',
  async run() {
    const small = await looksAt(SMALL);
    const middle = await looksAt(MIDDLE);
    return [...beside(SMALL, small, small), ...beside(MIDDLE, middle, small)];
  },
};

/** The same in 50,000 messages. */
export const syncLarge: Bench = {
  name: 'sync-large',
  title:
    'Synchronisation of 50,000 messages: nothing new, ten changes, by each means (store on fake-indexeddb)',
  isLong: true,
  async run() {
    const small = await looksAt(SMALL);
    return beside(LARGE, await looksAt(LARGE), small);
  },
};

async function inbox(size: number): Promise<NewFolder> {
  const messages: NewMessage[] = [];
  for (let n = 0; n < size; n += 1) messages.push(await letter(n * APART, n % UNREAD_EACH !== 0));
  return { name: 'Inbox', role: 'inbox', messages };
}

async function closed(office: Office): Promise<void> {
  await office.stop();
  await office.database.delete();
}

/** All means, in a mailbox of so many messages on Exchange and on a plain server. */
async function looksAt(size: number): Promise<readonly Look[]> {
  const exchange = await startHouse([await inbox(size)]);
  const looks: Look[] = [];
  try {
    const office = await openOffice(exchange, { restlessMs: PATIENCE_MS });
    await office.quiet();
    looks.push(...(await exchangeLooks(exchange, office, size)));
    await closed(office);
  } finally {
    await exchange.stop();
  }
  const plain = await startHouse([await inbox(size)], 0, undefined, { personality: 'rfc4918' });
  try {
    return [...looks, ...(await plainLooks(plain, size))];
  } finally {
    await plain.stop();
  }
}

function beside(size: number, own: readonly Look[], small: readonly Look[]): readonly Comparison[] {
  const peer = `the same with ${SMALL} messages`;
  return own.flatMap((look, nth) => {
    const other = small[nth] ?? look;
    const rows = [
      ['nothing new', look.nothing, other.nothing],
      ['10 changes by another client', look.changes, other.changes],
    ] as const;
    return rows.flatMap(([what, ours, theirs]) => {
      const name = `${what}, ${size} messages, ${look.means}`;
      return [
        compare(name, 'requests', [ours.length], peer, [theirs.length]),
        compare(name, 'bytes', [bytes(ours)], peer, [bytes(theirs)]),
      ];
    });
  });
}

function bytes(entries: readonly JournalEntry[]): number {
  return entries.reduce((sum, { requestBytes, responseBytes }) => sum + requestBytes + responseBytes, 0);
}
