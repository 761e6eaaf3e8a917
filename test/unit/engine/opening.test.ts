import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type Bench, context, startBench, until } from './bench.ts';
import { addFolder, failWith, type FakeNetwork, fakeNetwork, message } from './fake-network.ts';

const accounts = [{ id: ACCOUNT, name: 'Alex' }];
const running: Bench[] = [];
const ID = `${ACCOUNT}|/m/1`;
const HREF = '/exchange/alex/Inbox/1.EML';
const mime = (text: string) => ({ kind: 'mime' as const, bytes: new TextEncoder().encode(text) });

/** The message is large, so that it is fetched when it is opened and not in idle time. */
function mailbox(): FakeNetwork {
  const network = fakeNetwork();
  addFolder(network, 'Inbox', [message(1, { size: 900_000 })], 'inbox');
  return network;
}
async function begin(network: FakeNetwork): Promise<Bench> {
  const bench = startBench(network.connect());
  running.push(bench);
  await bench.engine.handlers.calls['accounts.set']({ accounts }, context());
  await until(async () => (await bench.database.accounts.get(ACCOUNT))?.lastSyncAt !== null, 'first sync');
  return bench;
}
const open = (bench: Bench) => bench.engine.handlers.calls['message.open']({ messageId: ID }, context());
const fetches = (network: FakeNetwork) => network.calls.filter((call) => call.startsWith('message.body'));

afterEach(async () => {
  await Promise.all(running.splice(0).map((bench) => bench.stop()));
});

const LETTER = [
  'From: =?utf-8?q?Zo=C3=AB?= <zoe@example.com>',
  'To: alex@example.com, "Bo, B" <bo@example.com>',
  'Subject: 1.10',
  'Date: Mon, 5 Jan 2026 10:00:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Hello',
  '--b',
  'Content-Type: application/octet-stream; name="invoice.pdf.exe"',
  'Content-Disposition: attachment; filename="..\\\\..\\\\invoice.pdf.exe"',
  'Content-Transfer-Encoding: base64',
  '',
  'TVqQAAMAAAAEAAAA',
  '--b--',
  '',
].join('\r\n');

describe('message.open', () => {
  it('shows what the MIME headers say and stores the body', async () => {
    const network = mailbox();
    network.bodies.set(HREF, mime(LETTER));
    const bench = await begin(network);
    const opened = await open(bench);
    expect(opened.subject).toBe('1.10');
    expect(opened.from).toEqual([{ name: 'Zoë', address: 'zoe@example.com' }]);
    expect(opened.to[1]).toEqual({ name: 'Bo, B', address: 'bo@example.com' });
    expect(opened.date).toBe(Date.UTC(2026, 0, 5, 9));
    expect(opened.text?.trim()).toBe('Hello');
    expect(opened.notes).toEqual([]);
    expect(opened.attachments[0]?.name).not.toMatch(/[\\/]/);
    expect(opened.attachments[0]?.name).toMatch(/invoice\.pdf\.exe$/);
    expect(opened.attachments[0]?.warning).toContain('program');
    await open(bench);
    expect(fetches(network)).toHaveLength(1);
  });

  it('reads offline what was read before', async () => {
    const network = mailbox();
    network.bodies.set(HREF, mime(LETTER));
    const bench = await begin(network);
    await open(bench);
    network.before = () => failWith({ kind: 'offline' });
    expect((await open(bench)).text?.trim()).toBe('Hello');
  });

  it('says why a message cannot be had, and remembers it on the row', async () => {
    const network = mailbox();
    network.before = (method) =>
      method === 'message.body' ? failWith({ kind: 'server-fault', status: 500 }) : undefined;
    const bench = await begin(network);
    await expect(open(bench)).rejects.toMatchObject({ failure: { kind: 'server-fault' } });
    expect((await bench.database.messages.get(ID))?.fault?.failure.status).toBe(500);
    network.before = () => {};
    network.bodies.set(HREF, mime(LETTER));
    await open(bench);
    expect((await bench.database.messages.get(ID))?.fault).toBeUndefined();
  });

  it('shows a stand-in while the server refuses the whole message, and asks again each time', async () => {
    const network = mailbox();
    const failure = { kind: 'server-fault' as const, sentence: 'The server failed (500).', status: 500 };
    const headers = { from: 'Ada <ada@example.com>', to: '', cc: '', subject: 'S', date: 5 };
    network.bodies.set(HREF, {
      kind: 'properties',
      why: { refused: failure },
      html: null,
      text: 'The text',
      headers,
      attachments: [
        { href: '/x/1', name: 'a\u202efdp.exe', mimeType: 'application/pdf', size: 10, contentId: null },
      ],
    });
    const bench = await begin(network);
    const opened = await open(bench);
    expect(opened.whole).toBe(false);
    expect(opened.notes).toEqual(['The server failed (500).']);
    expect(opened.attachments[0]?.name).toBe('afdp.exe');
    const file = await bench.engine.handlers.calls['attachment.fetch'](
      { messageId: ID, index: 0 },
      context(),
    );
    expect(file.size).toBe(5);
    network.bodies.set(HREF, mime(LETTER));
    expect((await open(bench)).whole).toBe(true);
  });

  it('hands the bytes of a local attachment over, and shows the source', async () => {
    const network = mailbox();
    network.bodies.set(HREF, mime(LETTER));
    const bench = await begin(network);
    const { calls } = bench.engine.handlers;
    expect((await calls['attachment.fetch']({ messageId: ID, index: 0 }, context())).size).toBe(12);
    expect(await calls['message.source']({ messageId: ID }, context())).toEqual({ text: LETTER, cut: false });
    await expect(calls['attachment.fetch']({ messageId: ID, index: 7 }, context())).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });

  it('fetches small new mail of the Inbox in idle time', async () => {
    const network = fakeNetwork();
    addFolder(
      network,
      'Inbox',
      Array.from({ length: 80 }, (_, n) => message(n)),
      'inbox',
    );
    for (const { href } of network.folders.get('/exchange/alex/Inbox/')?.rows ?? [])
      network.bodies.set(href, mime(LETTER));
    const bench = await begin(network);
    await until(async () => (await bench.database.bodies.count()) === 50, 'fifty bodies');
    expect(await bench.database.bodies.get(`${ACCOUNT}|/m/79`)).toBeDefined();
    expect(await bench.database.bodies.get(`${ACCOUNT}|/m/1`)).toBeUndefined();
  });
});

describe('images.load', () => {
  it('answers for each address', async () => {
    const network = mailbox();
    network.before = (method, url) =>
      method === 'image.fetch' && url.includes('bad') ? failWith({ kind: 'not-found' }) : undefined;
    const bench = await begin(network);
    const urls = ['https://a.example/1.png', 'https://a.example/bad.png'];
    const loaded = await bench.engine.handlers.calls['images.load']({ urls }, context());
    expect(loaded.map(({ url, failure }) => [url, failure?.kind])).toEqual([
      [urls[0], undefined],
      [urls[1], 'not-found'],
    ]);
  });
});
