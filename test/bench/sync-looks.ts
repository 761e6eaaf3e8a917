import type { JournalEntry } from '../../electron/mock-exchange/api.ts';
import { collect, createNetworkLink } from '../../renderer/engine/network-link.ts';
import { LIMITS } from '../../electron/network/limits.ts';
import { systemClock } from '../../renderer/engine/clock.ts';
import { ACCOUNT, type House, letter, PASSWORD, USER } from '../integration/engine/house.ts';
import type { Office } from '../integration/in-step/office.ts';
import { ask, updateBody } from '../mock-exchange/support/server.ts';

export const INBOX = `/exchange/${USER}/Inbox/`;
export const INBOX_ID = `${ACCOUNT}|/exchange/${USER}/Inbox`;

/** By which means a look finds what changed, and what it asked for. */
export interface Look {
  readonly means: string;
  readonly nothing: readonly JournalEntry[];
  readonly changes: readonly JournalEntry[];
}

/**
 * Does one thing, and tells what it asked the server about the Inbox or about the mailbox as a whole. Bodies of new mail
 * that are fetched ahead of their reader are no part of finding it.
 */
async function asked({ mock }: House, act: () => Promise<unknown>): Promise<readonly JournalEntry[]> {
  const after = mock.journal.at(-1)?.id ?? 0;
  await act();
  const isOurs = ({ id, client, method, path }: JournalEntry) =>
    id > after &&
    client === 'Retinue' &&
    !/SUBSCRIBE|POLL/.test(method) &&
    (mock.state.personality === 'rfc4918' ? decodeURI(path).startsWith(INBOX) : method === 'SEARCH');
  return mock.journal.filter(isOurs);
}

/** Three new, four read flags, three deletions; spread over the folder. Messages are named by their addresses. */
async function tenChanges({ mock }: House, hrefs: string[], size: number, round: number): Promise<void> {
  const at = (share: number) => Math.floor(share * (hrefs.length - 1));
  // Most are read on Exchange and none on a plain server: each round marks others.
  const isRead = mock.state.personality === 'rfc4918' ? 1 : 0;
  for (const share of [0.1, 0.3, 0.6, 0.9]) {
    const headers = { 'content-type': 'text/xml', 'if-match': '*' };
    const read = updateBody(`<h:read>${isRead}</h:read>`);
    await ask(mock, 'PROPPATCH', hrefs[at(share) + 2 * round] ?? '', headers, read);
  }
  for (const share of [1, 0.5, 0]) await ask(mock, 'DELETE', hrefs.splice(at(share), 1)[0] ?? '');
  for (let n = 0; n < 3; n += 1) await mock.deliver(USER, await letter(100 * size + 10 * round + n, false));
}

/** On Exchange: the whole engine, by collblobs, by counts, and by comparing every identity. */
export async function exchangeLooks(house: House, office: Office, size: number): Promise<readonly Look[]> {
  const rows = await office.database.messages
    .where('[folderId+nd]')
    .between([INBOX_ID, -Infinity], [INBOX_ID, Infinity])
    .toArray();
  const hrefs = rows.map(({ href }) => href);
  const look = async () => {
    await office.sync();
    await office.settle();
  };
  const looks: Look[] = [];
  let round = 0;
  const measure = async (means: string, before: () => Promise<unknown> = async () => undefined) => {
    const nothing = await asked(house, look);
    await tenChanges(house, hrefs, size, (round += 1));
    await before();
    looks.push({ means, nothing, changes: await asked(house, look) });
    await look();
  };
  // A small folder has no mark before its first change.
  await tenChanges(house, hrefs, size, (round += 1));
  await look();
  await measure('collblob');
  house.mock.settings.change({ Replication: false });
  // What was learnt of the server is forgotten with the password.
  house.setAccount(house.mock.origin, null);
  house.setAccount(house.mock.origin, PASSWORD);
  await look();
  // The mark of before is not known any more: that leads to one whole comparison, which is not measured here.
  await tenChanges(house, hrefs, size, (round += 1));
  await look();
  await measure('counts');
  await measure('compare', () => office.database.cursors.update(INBOX_ID, { compare: true, seen: null }));
  return looks;
}

/** On a plain server: what the engine asks of the network process, without listing so many files first. */
export async function plainLooks(house: House, size: number): Promise<readonly Look[]> {
  const link = createNetworkLink(systemClock());
  const port = house.port();
  link.attach(port.transport);
  const args = { accountId: ACCOUNT, folder: INBOX };
  const { signal } = new AbortController();
  const walk = () => collect(link.stream('folders.list', { accountId: ACCOUNT }, { signal }));
  let mark: string | null = null;
  const look = async () => {
    await walk();
    const { end } = await collect(link.stream('messages.changes', { ...args, since: mark }, { signal }));
    if (mark !== null && !end.known) throw new Error('the changes are not known');
    mark = end.mark;
  };
  const looks: Look[] = [];
  let round = 0;
  let hrefs: string[] = [];
  const measure = async (means: string, before: () => Promise<unknown> = async () => undefined) => {
    await look();
    await before();
    await look();
    const { items } = await collect(link.stream('messages.identities', args, { signal }));
    hrefs = items.map(({ href }) => href);
    const nothing = await asked(house, look);
    await tenChanges(house, hrefs, size, (round += 1));
    looks.push({ means, nothing, changes: await asked(house, look) });
  };
  await measure('sync-collection');
  house.mock.settings.change({ SyncCollection: false });
  house.setAccount(house.mock.origin, null);
  house.setAccount(house.mock.origin, PASSWORD);
  mark = null;
  await measure('whole listing');
  // Its changes came with another stamp, which is believed when it is a few seconds old.
  await measure('stamp', () => new Promise((resolve) => setTimeout(resolve, LIMITS.plainStampMs)));
  link.close();
  port.close();
  return looks;
}
