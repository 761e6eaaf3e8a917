import { afterEach, describe, expect, it } from 'vitest';
import type { MockOptions } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { LIMITS } from '../../../electron/network/limits.ts';
import { letter, letters } from '../engine/house.ts';
import { type Bend, startBentServer } from '../in-step/bent-server.ts';
import { ask, updateBody } from '../../mock-exchange/support/server.ts';
import { collect, startNetwork } from './network.ts';

const accountId = 'a';
const COUNT = 40;
const INBOX = '/exchange/alex/Inbox/';
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

async function start(more: Partial<MockOptions> = {}) {
  const folders = [{ name: 'Inbox', role: 'inbox' as const, messages: await letters(COUNT) }];
  const [user, password] = ['alex', 'secret'];
  const alex = { user, displayName: 'Alex', address: 'alex@example.com', password, folders };
  const mock = await startMockExchange({ personality: 'rfc4918', mailboxes: [alex], ...more });
  const bent = await startBentServer(mock.origin);
  const net = await startNetwork();
  open.push(mock, bent, net);
  // One folder is the whole mailbox, so that a look is one question.
  const url = `${bent.origin}${INBOX}`;
  net.service.setAccounts([{ id: accountId, url, user, password, demo: false, dialect: 'plain' }]);
  const asked: string[] = [];
  const bend = (next: Bend) =>
    bent.bend((answer) => {
      asked.push(
        answer.asked.includes('sync-token') && answer.method === 'REPORT' ? 'REPORT' : answer.method,
      );
      return next(answer);
    });
  bend(() => ({}));
  const walk = async () => {
    asked.length = 0;
    const { items } = await collect(net.network.stream('folders.list', { accountId }));
    const inbox = items.find(({ role }) => role === 'inbox');
    return {
      total: inbox?.total,
      unread: inbox?.unread,
      tag: inbox?.contentTag,
      asked: [...new Set(asked)],
      count: asked.length,
    };
  };
  const members = async () => {
    const stream = net.network.stream('messages.identities', { accountId, folder: INBOX });
    return (await collect(stream)).items.map(({ key }) => key).sort();
  };
  const changes = async (since: string | null) => {
    const { items, end } = await collect(
      net.network.stream('messages.changes', { accountId, folder: INBOX, since }),
    );
    const listed = items.flatMap((each) => (each.kind === 'listed' ? [each.message] : []));
    return { listed, gone: items.flatMap((each) => (each.kind === 'gone' ? [each.key] : [])), ...end };
  };
  return { mock, bend, walk, members, changes };
}
type Place = Awaited<ReturnType<typeof start>>;
const settled = async ({ walk }: Place) => {
  await walk();
  await walk();
  return await walk();
};
const remove = async ({ mock }: Place, key: string) =>
  expect((await ask(mock, 'DELETE', encodeURI(key))).status).toBe(204);
const mark = async ({ mock }: Place, key: string) =>
  await ask(
    mock,
    'PROPPATCH',
    encodeURI(key),
    { 'content-type': 'text/xml' },
    updateBody('<h:read>1</h:read>'),
  );

describe('a plain server that tells what changed (RFC 6578)', () => {
  it('is asked that alone from the third look on', async () => {
    const place = await start();
    const before = await settled(place);
    expect(before).toMatchObject({ total: COUNT, asked: ['REPORT'] });
    expect(await place.walk()).toEqual(before);
  });

  it('is believed about what is new, marked, renamed and gone', async () => {
    const place = await start();
    const before = await settled(place);
    const { mark: since } = await place.changes(null);
    const [first = '', second = '', third = ''] = await place.members();
    await remove(place, first);
    await mark(place, second);
    const destination = `${place.mock.origin}${INBOX}renamed.eml`;
    await ask(place.mock, 'MOVE', encodeURI(third), { destination });
    await place.mock.deliver('alex', await letter(500, false));
    const after = await place.walk();
    expect(after.asked).toEqual(['REPORT']);
    expect(after.total).toBe(COUNT);
    expect(after.tag).not.toBe(before.tag);
    const told = await place.changes(since);
    expect(told.known).toBe(true);
    expect([...told.gone].sort()).toEqual([first, third].sort());
    expect(told.listed.map(({ key }) => key).filter((key) => key !== second)).toHaveLength(2);
    expect(told.listed.find(({ key }) => key === second)?.read).toBe(true);
    expect(await place.members()).toHaveLength(COUNT);
  });

  it('that cuts its answer is asked for the rest', async () => {
    const place = await start();
    const { count: before } = await settled(place);
    for (let n = 0; n < 1010; n += 1) await place.mock.deliver('alex', await letter(500 + n, false));
    const { total, asked, count } = await place.walk();
    expect([total, asked, count]).toEqual([COUNT + 1010, ['REPORT'], before + 1]);
  }, 60_000);

  it.each([
    [
      'does not know the token any more',
      { status: 403, text: '<D:error xmlns:D="DAV:"><D:valid-sync-token/></D:error>' },
    ],
    ['has too much to tell', { status: 507, text: '' }],
    ['answers without a token', { text: '<a:multistatus xmlns:a="DAV:"></a:multistatus>' }],
  ])('that %s is listed whole', async (_what, answer) => {
    const place = await start();
    await settled(place);
    const [first = ''] = await place.members();
    await remove(place, first);
    place.bend(({ method }) => (method === 'REPORT' ? answer : {}));
    const { total, asked } = await place.walk();
    expect(total).toBe(COUNT - 1);
    expect(asked).toContain('PROPFIND');
    place.bend(() => ({}));
    expect(await place.walk()).toMatchObject({ total: COUNT - 1, asked: ['REPORT'] });
  });

  it('that never takes a token back is asked no more', async () => {
    const place = await start();
    place.bend(({ method }) => (method === 'REPORT' ? { status: 400, text: '' } : {}));
    for (let n = 0; n < LIMITS.syncRefusals + 2; n += 1) await place.walk();
    expect((await place.walk()).asked).toEqual(['PROPFIND']);
  });

  it('and keeps something back is found out when it is listed whole', async () => {
    const place = await start();
    await settled(place);
    const [first = ''] = await place.members();
    place.bend(({ method, text }) =>
      method === 'REPORT' ? { text: text.replace(/<a:response>.*<\/a:response>/s, '') } : {},
    );
    await remove(place, first);
    expect((await place.walk()).total).toBe(COUNT);
    for (let n = 0; n < LIMITS.plainWholeWalks; n += 1) await place.walk();
    expect((await place.walk()).total).toBe(COUNT - 1);
  }, 60_000);
});

describe('a plain server that does not', () => {
  it('is listed whole each time, and what changed is known all the same', async () => {
    const place = await start({ settings: { SyncCollection: false } });
    expect(await settled(place)).toMatchObject({ total: COUNT, asked: ['PROPFIND'] });
    const { mark: since } = await place.changes(null);
    const [first = '', second = ''] = await place.members();
    await remove(place, first);
    await mark(place, second);
    await place.walk();
    const told = await place.changes(since);
    expect([told.known, told.gone, told.listed.map(({ key }) => key)]).toEqual([true, [first], [second]]);
    expect(await place.changes('listing-1 other')).toMatchObject({ known: false, listed: [] });
  });
});
