import { afterEach, describe, expect, it } from 'vitest';
import { PORT_BYTES_LIMIT } from '../../../shared/contracts/network.ts';
import { FailureError } from '../../../shared/errors.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { collect, startNetwork, type TestNetwork } from './network.ts';
import {
  answer,
  multistatus,
  type Received,
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

async function failureOf(work: Promise<unknown>) {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(FailureError);
  return (thrown as FailureError).failure;
}

const methods = (server: ScriptedServer) => server.received.map(({ method }) => method);

describe('folders', () => {
  const tree = multistatus(
    [
      row('https://back-end/exchange/alex/', '<a:displayname>Alex</a:displayname>'),
      row(
        'https://back-end/exchange/alex/Innboks/',
        '<a:displayname>Innboks</a:displayname><e:outlookfolderclass>IPF.Note</e:outlookfolderclass><a:visiblecount b:dt="int">12</a:visiblecount><d:unreadcount b:dt="int">3</d:unreadcount><h:contenttag>tag-1</h:contenttag>',
      ),
      row(
        'https://back-end/exchange/alex/Innboks/T%C3%B8y%20%26%20C%23',
        '<a:displayname>  Tøy &amp; C#  </a:displayname>',
      ),
      row(
        'https://back-end/exchange/alex/Kalender',
        '<e:outlookfolderclass>IPF.Appointment</e:outlookfolderclass>',
      ),
      row('https://back-end/exchange/alex/1.10', ''),
    ].join(''),
  );
  const root = multistatus(
    row(
      'https://back-end/exchange/alex/',
      '<d:inbox>https://back-end/exchange/alex/Innboks</d:inbox><d:deleteditems>https://back-end/exchange/alex/Slettet</d:deleteditems>',
    ),
  );

  it('come as one tree of mail folders, asked from the configured origin', async () => {
    const { server, net } = await start(({ method }) => (method === 'PROPFIND' ? root : tree));
    const info = await net.network.call('account.open', { accountId });
    expect(info).toMatchObject({ server: 'Exchange 2003', rootPath: '/exchange/alex/' });
    const { items } = await collect(net.network.stream('folders.list', { accountId }));
    expect(items).toEqual([
      {
        path: '/exchange/alex/Innboks',
        href: '/exchange/alex/Innboks/',
        parentPath: null,
        name: 'Innboks',
        role: 'inbox',
        total: 12,
        unread: 3,
        contentTag: 'tag-1',
      },
      {
        path: '/exchange/alex/Innboks/Tøy & C#',
        href: '/exchange/alex/Innboks/T%C3%B8y%20%26%20C%23',
        parentPath: '/exchange/alex/Innboks',
        name: '  Tøy & C#  ',
        role: 'none',
        total: null,
        unread: null,
        contentTag: null,
      },
      expect.objectContaining({ name: '1.10', role: 'none' }),
    ]);
    expect(methods(server)).toEqual(['PROPFIND', 'SEARCH']);
    expect(server.received[1]?.body).toContain('deep traversal of');
  });
});

describe('message lists', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, seconds)).toISOString();
  const message = (name: string, received: string) =>
    row(
      `https://back-end${INBOX}/${name}.EML`,
      `<d:subject>${name}</d:subject><d:datereceived b:dt="dateTime.tz">${received}</d:datereceived>`,
    );

  it('keep every value as text', async () => {
    const { net } = await start(() =>
      multistatus(
        row(
          `https://back-end${INBOX}/x.EML`,
          `<e:permanenturl>https://dead-host/exchange/alex/-FlatUrlSpace-/ab-1/ab-2</e:permanenturl><d:subject>  1.10 &#x41f;&#1; true &lt;b&gt; 😀 &#x202e;x  </d:subject><d:from>"Ann &amp; Co" &lt;ann@example.test&gt;</d:from><d:to>alex</d:to><d:datereceived b:dt="dateTime.tz">${at(5)}</d:datereceived><a:getcontentlength b:dt="int">2048</a:getcontentlength><d:read b:dt="boolean">1</d:read><d:hasattachment b:dt="boolean">0</d:hasattachment><g:message-id>&lt;0x1F@example.test&gt;</g:message-id>`,
        ),
      ),
    );
    const { items, end } = await collect(
      net.network.stream('messages.page', { accountId, folder: INBOX, from: FIRST_PAGE, rows: 50 }),
    );
    expect(items).toEqual([
      {
        key: '/exchange/alex/-FlatUrlSpace-/ab-1/ab-2',
        href: `${INBOX}/x.EML`,
        permanentUrl: '/exchange/alex/-FlatUrlSpace-/ab-1/ab-2',
        subject: '  1.10 П true <b> 😀 \u202ex  ',
        from: '"Ann & Co" <ann@example.test>',
        to: 'alex',
        date: Date.parse(at(5)),
        size: 2048,
        read: true,
        hasAttachment: false,
        messageId: '<0x1F@example.test>',
        preview: '',
      },
    ]);
    expect(end).toEqual({ total: null, next: { before: null, skip: 0, phase: 'undated' } });
  });

  it('go on by key: from the last moment seen, less the rows seen at it', async () => {
    const pages = [
      multistatus(message('c', at(9)) + message('b', at(5)) + message('a', at(5)), {
        'content-range': 'rows 0-2; total=5',
      }),
      multistatus(message('z', at(5)) + message('y', at(1)), { 'content-range': 'rows 2-3; total=4' }),
      multistatus(row(`${INBOX}/draft.EML`, '<d:subject>draft</d:subject>')),
    ];
    const { server, net } = await start(() => pages[server.received.length - 1] ?? answer(416));
    const page = async (from: typeof FIRST_PAGE) =>
      collect(net.network.stream('messages.page', { accountId, folder: INBOX, from, rows: 3 }));

    const first = await page(FIRST_PAGE);
    expect(first.end).toEqual({ total: 5, next: { before: Date.parse(at(5)), skip: 2, phase: 'dated' } });
    expect(server.received[0]?.headers.get('range')).toBe('rows=0-2');
    const second = await page(first.end.next ?? FIRST_PAGE);
    expect(server.received[1]?.headers.get('range')).toBe('rows=2-4');
    expect(server.received[1]?.body).toContain('2026-11-23T10:00:05.001Z');
    expect(second.items.map(({ subject }) => subject)).toEqual(['z', 'y']);
    expect(second.end.next).toEqual({ before: null, skip: 0, phase: 'undated' });
    const third = await page(second.end.next ?? FIRST_PAGE);
    expect(server.received[2]?.body).toContain('IS NULL');
    expect(third.items).toHaveLength(1);
    expect(third.end.next).toBeNull();
  });

  it('take 416 for no rows, and read no more rows than were asked of a server that ignores the range', async () => {
    const { net, server } = await start(() => answer(416));
    const from = { before: null, skip: 100, phase: 'undated' as const };
    const none = await collect(
      net.network.stream('messages.page', { accountId, folder: INBOX, from, rows: 10 }),
    );
    expect(none).toEqual({ items: [], end: { total: null, next: null } });

    const all = Array.from({ length: 500 }, (_, i) => message(`m${i}`, at(0))).join('');
    server.script(() => multistatus(all));
    const same = { before: Date.parse(at(0)), skip: 20, phase: 'dated' as const };
    const page = await collect(
      net.network.stream('messages.page', { accountId, folder: INBOX, from: same, rows: 10 }),
    );
    expect(page.items.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 10 }, (_, i) => `m${i + 20}`),
    );
    expect(page.end.next).toEqual({ before: Date.parse(at(0)), skip: 30, phase: 'dated' });
  });

  it('identities and unread ones come page after page', async () => {
    const { server, net } = await start(({ body, headers }) => {
      const from = Number(/rows=([0-9]+)/.exec(headers.get('range') ?? '')?.[1]);
      if (body.includes('IS NULL') || body.includes('&lt;')) return multistatus('');
      return multistatus(Array.from({ length: 300 }, (_, i) => message(`m${from + i}`, at(0))).join(''), {
        'content-range': `rows ${from}-${from + 299}; total=300`,
      });
    });
    const { items } = await collect(net.network.stream('messages.identities', { accountId, folder: INBOX }));
    expect(items).toHaveLength(300);
    expect(items[7]).toEqual({ key: `${INBOX}/m7.EML`, href: `${INBOX}/m7.EML` });
    await collect(net.network.stream('messages.unread', { accountId, folder: INBOX }));
    expect(server.received.at(-2)?.body).toContain('httpmail:read&quot; = False');
  });
});

describe('bodies', () => {
  const item = { href: `${INBOX}/x.EML`, permanentUrl: '/exchange/alex/-FlatUrlSpace-/ab-1/ab-2' };
  const props = multistatus(
    row(
      `https://x${INBOX}/x.EML`,
      '<d:subject>Report</d:subject><d:from>Ann</d:from><d:textdescription>Hello\n  there </d:textdescription><d:htmldescription>&lt;p&gt;Hello&lt;/p&gt;</d:htmldescription>',
    ),
  );
  const attachments = multistatus(
    row(
      `https://x${INBOX}/x.EML/report%20%231.pdf`,
      '<d:attachmentfilename>report #1.pdf</d:attachmentfilename><f:x370E001F>application/pdf</f:x370E001F><f:x0E200003 b:dt="int">91230</f:x0E200003>',
    ),
  );
  const source = (request: Received) => request.method;

  it('of up to 1 MiB come whole, byte for byte', async () => {
    const bytes = Buffer.from('Subject: x\r\n\r\n\u00ff\0binary', 'latin1');
    const { server, net } = await start(() => answer(200, bytes, { 'content-type': 'message/rfc822' }));
    const progress: number[] = [];
    const body = await net.network.call(
      'message.body',
      { accountId, item, size: 0 },
      { onProgress: ({ received }) => progress.push(received) },
    );
    expect(body).toEqual({ kind: 'mime', bytes: new Uint8Array(bytes) });
    expect(server.received[0]?.headers.get('translate')).toBe('f');
    expect(progress.at(-1)).toBe(bytes.length);
  });

  it('that are larger come from properties, and their attachments by their own addresses', async () => {
    const { server, net } = await start((request) => (source(request) === 'PROPFIND' ? props : attachments));
    const size = PORT_BYTES_LIMIT + 1;
    const body = await net.network.call('message.body', { accountId, item, size });
    expect(body).toEqual({
      kind: 'properties',
      why: 'large',
      html: '<p>Hello</p>',
      text: 'Hello\n  there ',
      headers: { from: 'Ann', to: '', cc: '', subject: 'Report', date: null },
      attachments: [
        {
          href: `${INBOX}/x.EML/report%20%231.pdf`,
          name: 'report #1.pdf',
          mimeType: 'application/pdf',
          size: 91_230,
          contentId: null,
        },
      ],
    });
    expect(methods(server)).toEqual(['PROPFIND', 'X-MS-ENUMATTS']);
  });

  it('that the server cannot send whole come from properties with the reason, and it is not asked again', async () => {
    const { server, net } = await start(({ method }) => {
      if (method === 'GET') return answer(500);
      return method === 'PROPFIND' ? props : answer(501);
    });
    const ask = () => net.network.call('message.body', { accountId, item, size: 10 });
    expect(await ask()).toMatchObject({
      kind: 'properties',
      why: { refused: { kind: 'server-fault', status: 500 } },
      attachments: [],
    });
    await ask();
    expect(methods(server)).toEqual(['GET', 'PROPFIND', 'X-MS-ENUMATTS', 'GET', 'PROPFIND']);
  });

  it('are looked for by permanent URL when the href is gone', async () => {
    const { server, net } = await start(({ path }) =>
      path.includes('FlatUrlSpace')
        ? answer(200, 'found', { 'content-type': 'message/rfc822' })
        : answer(404),
    );
    expect(await net.network.call('message.body', { accountId, item, size: 5 })).toMatchObject({
      kind: 'mime',
    });
    server.script(() => answer(404));
    const failure = await failureOf(net.network.call('message.body', { accountId, item, size: 5 }));
    expect(failure).toMatchObject({ kind: 'not-found', status: 404 });
    expect(failure.sentence).toContain('permanent address');
  });

  it('are not taken from a web page', async () => {
    const { net } = await start(() => answer(200, '<html>', { 'content-type': 'text/html' }));
    const failure = await failureOf(net.network.call('message.body', { accountId, item, size: 5 }));
    expect(failure.kind).toBe('malformed-response');
  });

  it('that turn out far larger than listed come from properties', async () => {
    const { net } = await start(({ method }) => {
      if (method === 'GET') return answer(200, Buffer.alloc(5 * PORT_BYTES_LIMIT, 'x'));
      return method === 'PROPFIND' ? props : attachments;
    });
    const body = await net.network.call('message.body', { accountId, item, size: 5 });
    expect(body).toMatchObject({ kind: 'properties', why: 'large' });
  });
});

describe('read flags', () => {
  const items = ['a', 'b', 'c'].map((name) => ({
    href: `${INBOX}/${name}.EML`,
    permanentUrl: `/exchange/alex/-FlatUrlSpace-/f/${name}`,
  }));

  it('go in one request where the server knows the verb', async () => {
    const { server, net } = await start(() => answer(200));
    const results = await net.network.call('flags.read', { accountId, folder: INBOX, items, read: true });
    expect(results).toEqual(items.map(({ href }) => ({ href, failure: null })));
    expect(methods(server)).toEqual(['BPROPPATCH']);
    expect(server.received[0]?.path).toBe(`${INBOX}/`);
  });

  it('go one by one where it does not, by permanent URL, never creating anything', async () => {
    const { server, net } = await start(({ method, path }) => {
      if (method === 'BPROPPATCH') return answer(501);
      if (path.endsWith('/b')) return answer(404);
      return path.endsWith('/c') || path.endsWith('c.EML') ? answer(412) : multistatus(row(path, ''));
    });
    const results = await net.network.call('flags.read', { accountId, folder: INBOX, items, read: false });
    expect(results[0]?.failure).toBeNull();
    expect(results[1]?.failure).toBeNull();
    expect(results[2]?.failure).toMatchObject({ status: 412 });
    await net.network.call('flags.read', { accountId, folder: INBOX, items: items.slice(0, 2), read: false });
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
    const change = { accountId, folder: INBOX, items: items.slice(0, 1), read: true };
    const [result] = await net.network.call('flags.read', change);
    expect(result?.failure).toMatchObject({ kind: 'forbidden', status: 401 });
    server.script(() => multistatus(''));
    await collect(net.network.stream('messages.unread', { accountId, folder: INBOX }));
  });
});

describe('an account', () => {
  it('whose password was refused sends nothing more until there is another one', async () => {
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
    net.service.setAccounts([{ id: accountId, url, user: 'alex', password: 'other', demo: false }]);
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
    expect((await failureOf(net.network.call('flags.read', wrong))).kind).toBe('invalid-input');
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
      read: true,
    };
    expect((await failureOf(net.network.call('flags.read', change))).kind).toBe('interrupted');
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
