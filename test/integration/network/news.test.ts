import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange, MockOptions } from '../../../electron/mock-exchange/api.ts';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import { LIMITS } from '../../../electron/network/limits.ts';
import type { FolderNews } from '../../../shared/contracts/network.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { accountId, startAlex } from './alex.ts';
import { collect, failureOf, type TestNetwork } from './network.ts';

const LETTER = 'From: bo@example.com\r\nTo: alex@example.com\r\nSubject: New\r\n\r\nNew.';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

/** The machine's clock, but the questions come every 20 ms, and a test may set it forward. */
function quickClock(): Clock & { skip(ms: number): void } {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    after: (ms, act) => systemClock.after(ms === LIMITS.newsPollMs ? 20 : ms, act),
    skip: (ms) => void (ahead += ms),
  };
}

async function start(more: Partial<MockOptions> = {}) {
  const clock = quickClock();
  const alex = await startAlex({ clock: {}, ...more }, { inbox: 2, projects: 1, clock });
  open.push(alex);
  const { mock, net } = alex;
  const { items } = await collect(net.network.stream('folders.list', { accountId }));
  const inbox = items.find(({ role }) => role === 'inbox')?.href ?? '';
  const projects = items.find(({ name }) => name === 'Projects')?.href ?? '';
  return { mock, net, clock, inbox, projects };
}

/** Listens until the test stops it. */
function listen({ network }: TestNetwork, folder: string) {
  const abort = new AbortController();
  const heard: FolderNews['what'][] = [];
  const ended = (async () => {
    for await (const batch of network.stream('folders.news', { accountId, folder }, { signal: abort.signal }))
      heard.push(...batch.map(({ what }) => what));
  })();
  ended.catch(() => undefined);
  return { heard, ended, stop: () => abort.abort() };
}
const until = (check: () => boolean) => expect.poll(check, { timeout: 5000, interval: 10 }).toBe(true);
const asked = ({ journal }: MockExchange, method: string) =>
  journal.filter((each) => each.method === method).length;
const watched = async (listener: ReturnType<typeof listen>) =>
  await until(() => listener.heard.includes('watched'));

async function firstItem({ network }: TestNetwork, folder: string) {
  const { items } = await collect(
    network.stream('messages.page', { accountId, folder, from: FIRST_PAGE, rows: 50 }),
  );
  const [first] = items;
  if (!first) throw new Error('nothing there');
  return first;
}

describe.each(['2000', '2003', '2007'] as const)('Exchange %s', (personality) => {
  it('tells of new mail anywhere, and of what changes in a folder to who listens to it', async () => {
    const { mock, net, inbox, projects } = await start({ personality });
    const [listener, other] = [listen(net, inbox), listen(net, projects)];
    await Promise.all([watched(listener), watched(other)]);
    expect([listener.heard, other.heard]).toEqual([['watched'], ['watched']]);
    const first = await firstItem(net, projects);
    await net.network.call('flags.mark', {
      accountId,
      folder: projects,
      items: [first],
      mark: { kind: 'read', read: !first.read },
    });
    await until(() => other.heard.includes('changed'));
    expect(listener.heard).toEqual(['watched']);
    await mock.deliver('alex', LETTER);
    await until(() => listener.heard.includes('changed'));
  });

  it('is asked by one small request while nothing happens, and told when nobody listens any more', async () => {
    const { mock, net, inbox } = await start({ personality });
    const listener = listen(net, inbox);
    await watched(listener);
    const polls = () => mock.journal.filter(({ method }) => method === 'POLL');
    const before = polls().length;
    await until(() => polls().length >= before + 12);
    // The Inbox itself is asked in every third round only.
    const ofInbox = polls().filter(({ path }) => /inbox/i.test(path));
    expect(ofInbox.length).toBeLessThan(polls().length / 2);
    expect(listener.heard).toEqual(['watched']);
    expect(asked(mock, 'SUBSCRIBE')).toBe(2);
    listener.stop();
    await until(() => asked(mock, 'UNSUBSCRIBE') === 2);
    const over = polls().length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(polls()).toHaveLength(over);
  });
});

describe('subscriptions', () => {
  it('are renewed before they run out', async () => {
    const { mock, net, clock, inbox } = await start();
    const listener = listen(net, inbox);
    await watched(listener);
    clock.skip((LIMITS.newsLifetime - 30) * 1000);
    await until(() => asked(mock, 'SUBSCRIBE') === 4);
    expect(listener.heard).toEqual(['watched']);
  });

  it('that the server has forgotten are made anew, and what was missed is looked for', async () => {
    const { mock, net, inbox } = await start();
    const listener = listen(net, inbox);
    await watched(listener);
    await mock.clock.advance(2 * LIMITS.newsLifetime * 1000);
    await until(() => listener.heard.includes('changed') && asked(mock, 'SUBSCRIBE') >= 4);
    const before = listener.heard.length;
    await mock.deliver('alex', LETTER);
    await until(() => listener.heard.length > before);
  });

  it('end when the account goes', async () => {
    const { mock, net, inbox } = await start();
    const listener = listen(net, inbox);
    await watched(listener);
    net.service.setAccounts([]);
    expect((await failureOf(listener.ended)).kind).toBe('interrupted');
    await until(() => asked(mock, 'UNSUBSCRIBE') === 2);
  });
});

const status = (code: number, body = '') => ({ kind: 'status', status: code, body }) as const;
const ALWAYS = `<a:multistatus xmlns:b="http://schemas.microsoft.com/Exchange/" xmlns:a="DAV:"><a:response>
<a:href>/exchange/alex/</a:href><a:status>HTTP/1.1 200 OK</a:status>
<b:subscriptionID><li>1</li><li>2</li></b:subscriptionID></a:response></a:multistatus>`;
const FAULTS = [
  ['refuses SUBSCRIBE (501)', 'SUBSCRIBE', status(501)],
  ['refuses SUBSCRIBE (403)', 'SUBSCRIBE', status(403)],
  ['does not know SUBSCRIBE (404)', 'SUBSCRIBE', status(404)],
  ['gives no id', 'SUBSCRIBE', status(200)],
  ['answers POLL with 412', 'POLL', status(412)],
  ['answers POLL with 409 for a response', 'POLL', status(207, ALWAYS.replace('200 OK', '409 Conflict'))],
  ['names no subscription', 'POLL', status(207, ALWAYS.replace(/<b:.*subscriptionID>/, ''))],
  ['answers with what is no XML', 'POLL', { kind: 'malformed-xml' }],
  ['answers with a web page', 'POLL', { kind: 'login-page' }],
  ['says each time that there is news', 'POLL', status(207, ALWAYS)],
] as const;

describe('a server that', () => {
  it.each(FAULTS)('%s is not asked any more', async (_, method, what) => {
    const { mock, net, inbox } = await start();
    mock.faults.add({ id: 'odd', where: { method }, step: 'after-headers', what });
    const listener = listen(net, inbox);
    await failureOf(listener.ended);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const heard = asked(mock, 'POLL') + asked(mock, 'SUBSCRIBE');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked(mock, 'POLL') + asked(mock, 'SUBSCRIBE')).toBe(heard);
    // All else goes on.
    expect(await firstItem(net, inbox)).toBeDefined();
  });

  it('keeps mail in plain files has no notifications', async () => {
    const { mock, net, inbox } = await start({ personality: 'rfc4918' });
    expect((await failureOf(listen(net, inbox).ended)).kind).toBe('unsupported');
    expect(asked(mock, 'SUBSCRIBE')).toBe(0);
  });
});
