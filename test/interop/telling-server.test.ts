import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { collect, startNetwork } from '../integration/network/network.ts';
import { isThere, PASSWORD, USER, xandikos } from './dav-servers.ts';
import { eml } from './plain-house.ts';

const accountId = 'a';
const INBOX = '/mail/Inbox/';
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A mailbox on a server that tells what changed, and what Retinue asks of it. */
async function start() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-dav-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const server = await xandikos.start(folder);
  closing.push(() => server.stop());
  const send = async (method: string, to: string, body?: string) => {
    const content = body === undefined ? {} : { body, headers: { 'content-type': 'message/rfc822' } };
    const answer = await fetch(server.origin + to, { method, ...content });
    expect(answer.ok, `${method} ${to}: ${answer.status}`).toBe(true);
  };
  await send('MKCOL', INBOX);
  const net = await startNetwork();
  closing.push(() => net.stop());
  // It lists no collections of its owner: one folder is the whole mailbox.
  const url = `${server.origin}${INBOX}`;
  net.service.setAccounts([
    { id: accountId, url, user: USER, password: PASSWORD, demo: false, dialect: 'plain' },
  ]);
  const walk = async () => {
    const from = net.requests.length;
    const { items } = await collect(net.network.stream('folders.list', { accountId }));
    const inbox = items.find(({ role }) => role === 'inbox');
    const asked = net.requests.slice(from).filter(({ path: place }) => place === INBOX);
    return { total: inbox?.total, asked: [...new Set(asked.map(({ method }) => method))] };
  };
  const changes = async (since: string | null) => {
    const stream = net.network.stream('messages.changes', { accountId, folder: INBOX, since });
    const { items, end } = await collect(stream);
    return {
      ...end,
      listed: items.flatMap((each) => (each.kind === 'listed' ? [each.message.subject] : [])),
      gone: items.flatMap((each) => (each.kind === 'gone' ? [each.key] : [])),
    };
  };
  return { send, walk, changes };
}

describe.runIf(isThere(xandikos))('a server of other people that tells what changed (RFC 6578)', () => {
  it('is asked that alone, and believed about what is new, changed and gone', {
    timeout: 60_000,
  }, async () => {
    const { send, walk, changes } = await start();
    const put = (name: string, subject: string, day: number) =>
      send('PUT', `${INBOX}${name}`, eml(subject, `${day} Oct 2026 10:00:00 +0000`));
    for (const n of [1, 2, 3]) await put(`${n}.eml`, `Letter ${n}`, n);
    expect((await walk()).total).toBe(3);
    await walk();
    expect(await walk()).toEqual({ total: 3, asked: ['REPORT'] });
    const { mark } = await changes(null);
    await put('4.eml', 'The new one', 4);
    await put('2.eml', 'Letter 2, written anew', 2);
    await send('DELETE', `${INBOX}1.eml`);
    expect(await walk()).toEqual({ total: 3, asked: ['REPORT'] });
    const told = await changes(mark);
    expect(told).toMatchObject({ known: true, gone: [`${INBOX}1.eml`] });
    expect([...told.listed].sort()).toEqual(['Letter 2, written anew', 'The new one']);
    expect(await changes(told.mark)).toMatchObject({ known: true, listed: [], gone: [] });
  });
});
