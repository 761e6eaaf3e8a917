import { afterEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../electron/network/limits.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { collect, startNetwork, type TestNetwork } from './network.ts';
import {
  answer,
  multistatus,
  type Received,
  row,
  type ScriptedServer,
  startScriptedServer,
} from './scripted-server.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

const accountId = 'a';
const COLLECTION = '<a:resourcetype><a:collection/></a:resourcetype>';
const FILE = '<a:resourcetype/>';
const EML = 'Subject: Hello\r\nFrom: bo@example.com\r\n\r\nText.';

async function start(lists: (path: string) => string | null, get = EML) {
  const server = await startScriptedServer((request) => answered(request, lists, get));
  const net = await startNetwork();
  open.push(net, server);
  const url = `${server.origin}/mail/`;
  net.service.setAccounts([
    { id: accountId, url, user: 'alex', password: 'secret', demo: false, dialect: 'plain' },
  ]);
  return { server, net };
}

function answered({ method, path, headers }: Received, lists: (path: string) => string | null, get: string) {
  if (method === 'PROPFIND') {
    expect(headers.get('depth')).toBe('1');
    const listed = lists(path);
    return listed === null ? answer(404) : multistatus(listed);
  }
  if (method === 'GET') return answer(200, get);
  return answer(405);
}

const folders = async (net: TestNetwork) =>
  (await collect(net.network.stream('folders.list', { accountId }))).items;
const asked = ({ received }: ScriptedServer, method: string) =>
  received.filter((each) => each.method === method).map(({ path }) => path);

describe('a plain server that is half broken', () => {
  it('is walked through once: itself, its parents, other places and items named twice lead nowhere', async () => {
    const { net, server } = await start((path) =>
      path === '/mail/'
        ? [
            row('/mail/', COLLECTION),
            row('/', COLLECTION),
            row('/mail/Inbox/', COLLECTION),
            row('http://other.example:81/mail/Inbox', COLLECTION),
            row('/mail/Inbox/deep/er/', COLLECTION),
            row('/other/', COLLECTION),
          ].join('')
        : [row('/mail/', COLLECTION), row('/mail/Inbox/', COLLECTION), row('/mail/Inbox/a.eml', FILE)].join(
            '',
          ),
    );
    const found = await folders(net);
    expect(found.map(({ path, role, total }) => [path, role, total])).toEqual([['/mail/Inbox', 'inbox', 1]]);
    expect(asked(server, 'PROPFIND')).toEqual(['/mail/', '/mail/Inbox/']);
  });

  it('that lists a folder and then does not know it: the others are there', async () => {
    const { net } = await start((path) => {
      if (path === '/mail/') return row('/mail/Gone/', COLLECTION) + row('/mail/Inbox/', COLLECTION);
      return path === '/mail/Inbox/' ? row('/mail/Inbox/a.eml', FILE) : null;
    });
    const found = await folders(net);
    expect(found.map(({ path, total }) => [path, total])).toEqual([
      ['/mail/Gone', null],
      ['/mail/Inbox', 1],
    ]);
  });

  it('that knows no ranges is read up to the header, and a missing one is a row all the same', async () => {
    const { net } = await start(
      (path) => {
        if (path === '/mail/') return row('/mail/Inbox/', COLLECTION);
        return row('/mail/Inbox/a%20%23%25.eml', FILE) + row('/mail/Inbox/x.txt', FILE);
      },
      `${EML}${'x'.repeat(300_000)}`,
    );
    const [inbox] = await folders(net);
    const page = await collect(
      net.network.stream('messages.page', {
        accountId,
        folder: inbox?.href ?? '',
        from: FIRST_PAGE,
        rows: 10,
      }),
    );
    expect(page.items).toMatchObject([{ subject: 'Hello', key: '/mail/Inbox/a #%.eml', read: false }]);
    expect(page.end).toEqual({ total: 1, next: null });
  });

  it('lists what a message answers, from the header that is read anyway', async () => {
    const fields = ['References: <a@x.example>', '\t<b@x.example>', 'In-Reply-To: <b@x.example>'];
    const { net, server } = await start(
      () => row('/mail/one.eml', FILE),
      `Message-ID: <c@x.example>\r\n${fields.join('\r\n')}\r\n${EML}`,
    );
    const [inbox] = await folders(net);
    const args = { accountId, folder: inbox?.href ?? '', from: FIRST_PAGE, rows: 10 };
    const page = await collect(net.network.stream('messages.page', args));
    const references = ['<a@x.example>', '<b@x.example>'];
    expect(page.items).toMatchObject([{ messageId: '<c@x.example>', references }]);
    expect(asked(server, 'GET')).toHaveLength(1);
  });

  it('whose address is a single folder of mail: that is the Inbox', async () => {
    const { net } = await start(() => row('/mail/one.eml', FILE) + row('/mail/two.EML', FILE));
    expect((await folders(net)).map(({ path, role, total }) => [path, role, total])).toEqual([
      ['/mail', 'inbox', 2],
    ]);
  });
});

describe('more collections than are walked through', () => {
  it('are told', async () => {
    const many = Array.from({ length: LIMITS.plainFolders + 1 }, (_, n) => row(`/mail/f${n}/`, COLLECTION));
    const { net } = await start((path) =>
      path === '/mail/' ? row('/mail/', COLLECTION) + many.join('') : row(path, COLLECTION),
    );
    const { items, end } = await collect(net.network.stream('folders.list', { accountId }));
    expect(end).toEqual({ cutAt: LIMITS.plainFolders });
    expect(items.length).toBeGreaterThanOrEqual(LIMITS.plainFolders);
  }, 60_000);
});
