import { afterEach, describe, expect, it } from 'vitest';
import { PORT_BYTES_LIMIT } from '../../../shared/contracts/network.ts';
import { FIRST_PAGE } from '../../../shared/mail/types.ts';
import { collect, failureOf, startNetwork, type TestNetwork } from './network.ts';
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
        flagged: false,
        categories: [],
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
      listed: true,
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
