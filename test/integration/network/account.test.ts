import { afterEach, describe, expect, it } from 'vitest';
import { collect, failureOf, startNetwork, type TestNetwork } from './network.ts';
import {
  answer,
  multistatus,
  row,
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from './scripted-server.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

const accountId = 'a';
const INBOX = '/exchange/alex/Innboks';

async function start(script: Script): Promise<{ server: ScriptedServer; net: TestNetwork }> {
  const server = await startScriptedServer(script);
  const net = await startNetwork();
  open.push(net, server);
  const url = `${server.origin}/exchange/alex/`;
  net.service.setAccounts([{ id: accountId, url, user: 'alex', password: 'secret', demo: false }]);
  return { server, net };
}

const methods = (server: ScriptedServer) => server.received.map(({ method }) => method);

describe('read flags', () => {
  const items = ['a', 'b', 'c'].map((name) => ({
    href: `${INBOX}/${name}.EML`,
    permanentUrl: `/exchange/alex/-FlatUrlSpace-/f/${name}`,
  }));

  it('go in one request where the server knows the verb', async () => {
    const { server, net } = await start(() => answer(200));
    const results = await net.network.call('flags.mark', {
      accountId,
      folder: INBOX,
      items,
      mark: { kind: 'read', read: true },
    });
    expect(results).toEqual(items.map(({ href }) => ({ href, failure: null })));
    // Never the first of a session: IIS would answer it without a sign-in (reference 2.1).
    expect(methods(server)).toEqual(['PROPFIND', 'BPROPPATCH']);
    expect(server.received[1]?.path).toBe(`${INBOX}/`);
  });

  it('go one by one where it does not, by permanent URL, never creating anything', async () => {
    const { server, net } = await start(({ method, path }) => {
      if (method === 'BPROPPATCH') return answer(501);
      if (path.endsWith('/b')) return answer(404);
      return path.endsWith('/c') || path.endsWith('c.EML') ? answer(412) : multistatus(row(path, ''));
    });
    const results = await net.network.call('flags.mark', {
      accountId,
      folder: INBOX,
      items,
      mark: { kind: 'read', read: false },
    });
    expect(results[0]?.failure).toBeNull();
    expect(results[1]?.failure).toBeNull();
    expect(results[2]?.failure).toMatchObject({ status: 412 });
    await net.network.call('flags.mark', {
      accountId,
      folder: INBOX,
      items: items.slice(0, 2),
      mark: { kind: 'read', read: false },
    });
    expect(methods(server).filter((method) => method === 'BPROPPATCH')).toHaveLength(1);
    const patches = server.received.filter(({ method }) => method === 'PROPPATCH');
    expect(patches.map(({ path }) => path).slice(0, 3)).toEqual([
      '/exchange/alex/-FlatUrlSpace-/f/a',
      '/exchange/alex/-FlatUrlSpace-/f/b',
      `${INBOX}/b.EML`,
    ]);
    expect(new Set(patches.map(({ headers }) => headers.get('if-match')))).toEqual(new Set(['*']));
    expect(patches[0]?.body).toContain(':read>0</');
  });

  it('that the server refuses although signed in are no reason to ask for the password', async () => {
    const { net, server } = await start(() => multistatus(''));
    await collect(net.network.stream('messages.unread', { accountId, folder: INBOX }));
    server.script(() => answer(401));
    const change = {
      accountId,
      folder: INBOX,
      items: items.slice(0, 1),
      mark: { kind: 'read', read: true } as const,
    };
    const [result] = await net.network.call('flags.mark', change);
    expect(result?.failure).toMatchObject({ kind: 'forbidden', status: 401 });
    server.script(() => multistatus(''));
    await collect(net.network.stream('messages.unread', { accountId, folder: INBOX }));
  });
});

describe('an account', () => {
  it('whose password was refused sends nothing more until there is another one, or the same one again', async () => {
    const { server, net } = await start(() => answer(401, '', { 'www-authenticate': 'Basic realm="x"' }));
    const tries = await Promise.all(
      [1, 2, 3].map(() =>
        failureOf(collect(net.network.stream('messages.unread', { accountId, folder: INBOX }))),
      ),
    );
    expect(tries.map(({ kind }) => kind)).toEqual(['unauthorized', 'unauthorized', 'unauthorized']);
    expect(server.received).toHaveLength(1);
    server.script(() => multistatus(''));
    const url = `${server.origin}/exchange/alex/`;
    const account = { id: accountId, url, user: 'alex', password: 'secret', demo: false };
    net.service.setAccounts([account]);
    expect((await failureOf(net.network.call('account.open', { accountId }))).kind).toBe('unauthorized');
    expect(server.received).toHaveLength(1);
    net.service.setAccounts([{ ...account, entered: 1 }]);
    await collect(net.network.stream('messages.unread', { accountId, folder: INBOX }));
    net.service.setAccounts([{ ...account, password: 'other' }]);
    await collect(net.network.stream('messages.unread', { accountId, folder: INBOX }));
  });

  it('without a password, or unknown, sends nothing', async () => {
    const { server, net } = await start(() => multistatus(''));
    net.service.setAccounts([
      { id: 'b', url: `${server.origin}/exchange/alex/`, user: 'alex', password: null, demo: false },
    ]);
    expect((await failureOf(net.network.call('account.open', { accountId: 'b' }))).kind).toBe('unauthorized');
    expect((await failureOf(net.network.call('account.open', { accountId: 'a' }))).kind).toBe(
      'invalid-input',
    );
    expect(server.received).toHaveLength(0);
  });

  it('has arguments checked, keeps queries and passwords out of the log, and can be cancelled', async () => {
    const { net, server } = await start(() => undefined);
    const wrong = { accountId: '../x', folder: INBOX } as never;
    expect((await failureOf(net.network.call('flags.mark', wrong))).kind).toBe('invalid-input');
    const abort = new AbortController();
    const pending = failureOf(
      net.network.call(
        'message.body',
        { accountId, item: { href: `${INBOX}/x.EML`, permanentUrl: null }, size: 1 },
        { signal: abort.signal },
      ),
    );
    await expect.poll(() => server.received.length).toBe(1);
    abort.abort();
    expect((await pending).kind).toBe('cancelled');
    await expect.poll(() => net.requests.length).toBe(1);
    expect(net.requests[0]).toMatchObject({ method: 'GET', path: `${INBOX}/x.EML`, status: null });
    expect(JSON.stringify(net.requests)).not.toContain('secret');
  });

  it('tries once more when an idle connection was dead, and never for a change', async () => {
    let resets = 1;
    const { server, net } = await start((_request, socket) => {
      resets -= 1;
      if (resets >= 0) return void socket.resetAndDestroy();
      return multistatus('');
    });
    await collect(net.network.stream('messages.unread', { accountId, folder: INBOX }));
    resets = 1;
    const change = {
      accountId,
      folder: INBOX,
      items: [{ href: `${INBOX}/x.EML`, permanentUrl: null }],
      mark: { kind: 'read', read: true } as const,
    };
    expect((await failureOf(net.network.call('flags.mark', change))).kind).toBe('interrupted');
    expect(methods(server).filter((method) => method === 'PROPPATCH')).toHaveLength(1);
  });

  it('has at most two requests under way, and one body', async () => {
    let under = 0;
    let most = 0;
    const { net } = await start(({ method }, socket) => {
      under += 1;
      most = Math.max(most, under);
      setTimeout(() => {
        under -= 1;
        socket.write(method === 'GET' ? answer(200, 'x') : multistatus(''));
      }, 10);
    });
    await Promise.all([
      ...[1, 2, 3].map(() => collect(net.network.stream('messages.unread', { accountId, folder: INBOX }))),
      ...[1, 2, 3].map(() =>
        net.network.call('message.body', {
          accountId,
          item: { href: `${INBOX}/x.EML`, permanentUrl: null },
          size: 1,
        }),
      ),
    ]);
    expect(most).toBe(2);
  });
});
