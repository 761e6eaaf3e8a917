import { afterEach, describe, expect, it } from 'vitest';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import type { BodyResult, StreamedBody, StreamedFile } from '../../../shared/contracts/network.ts';
import { sayIn } from '../../../shared/language/languages.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { DAMAGE } from '../../../electron/network/message-stream/damage.ts';
import { fromStreamed } from '../../../renderer/engine/opened-message.ts';
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

const MARKER = 'retinue-0123-';
const FILE = 'ef'.repeat(16);
/** What a pass has found: the text, and files by their sizes (null: on the way). */
function streamed(text: string, sizes: readonly (number | null)[], complete: boolean): StreamedBody {
  const parts = sizes.map((_, n) => [
    '--b',
    `Content-Type: image/png; name="scan ${n}.png"`,
    `Content-ID: <i${n}>`,
    'Content-Disposition: attachment',
    'Content-Transfer-Encoding: base64',
    '',
    btoa(`${MARKER}${n}`),
  ]);
  const lines = [
    'Subject: S',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html',
  ];
  return {
    skeleton: new TextEncoder().encode([...lines, '', text, ...parts.flat(), '--b--', ''].join('\r\n')),
    marker: MARKER,
    files: sizes.map((size, n) => ({
      fileId: FILE + String(n).padStart(4, '0'),
      size,
      damage: null,
      unpacked: false,
      named: null,
    })),
    notes: [],
    html: null,
    text: null,
    complete,
  };
}
/** A large message on a server that lists no attachments. */
const UNLISTED: BodyResult = {
  kind: 'properties',
  why: 'large',
  html: null,
  text: null,
  headers: { from: '', to: '', cc: '', subject: '', date: null },
  attachments: [],
  listed: false,
};

describe('a message in one pass', () => {
  it('shows the text before the files are there, and then the files', async () => {
    const network = mailbox();
    network.bodies.set(HREF, UNLISTED);
    network.streams.set(HREF, [streamed('Early', [null], false), streamed('Early', [5, 7], true)]);
    const bench = await begin(network);
    const shown: (OpenedMessage | undefined)[] = [];
    network.before = (method) =>
      method === 'message.streamed' ? until(async () => shown.length > 0, 'something shown') : undefined;
    const opened = await bench.engine.handlers.calls['message.open'](
      { messageId: ID },
      { ...context(), progress: (told) => shown.push(told.shown) },
    );
    const early = shown.find((message) => message?.html?.includes('Early'));
    expect(early?.attachments).toMatchObject([{ name: 'scan 0.png', part: '', size: null, local: false }]);
    expect(opened.attachments).toMatchObject([
      { name: 'scan 0.png', size: 5, local: true },
      { name: 'scan 1.png', size: 7, local: true },
    ]);
    expect(network.calls).toContain(`message.stream ${HREF} look`);
  });

  it('hands over a kept file, and fetches the message again where it is gone', async () => {
    const network = mailbox();
    network.bodies.set(HREF, UNLISTED);
    network.streams.set(HREF, [streamed('Text', [5], true)]);
    network.files.set(`${FILE}0000`, new Uint8Array(5));
    const bench = await begin(network);
    await open(bench);
    const { calls } = bench.engine.handlers;
    const fetchIt = () => calls['attachment.fetch']({ messageId: ID, index: 0 }, context());
    const streams = () => network.calls.filter((call) => call.startsWith('message.stream '));
    expect(await fetchIt()).toEqual({ fileId: `${FILE}0000`, size: 5 });
    expect(streams()).toHaveLength(1);
    network.files.clear();
    expect(await fetchIt()).toEqual({ fileId: `${FILE}0000`, size: 5 });
    expect(streams()).toHaveLength(2);
  });

  it('shows images that the text names, and no marker of the message’s own making', async () => {
    const network = mailbox();
    network.bodies.set(HREF, UNLISTED);
    const body = streamed('<img src="cid:i0"> retinue-0123-1', [3], true);
    network.streams.set(HREF, [body]);
    network.files.set(`${FILE}0000`, Uint8Array.of(1, 2, 3));
    const bench = await begin(network);
    const opened = await open(bench);
    expect(opened.inlineImages).toMatchObject([{ contentId: 'i0', mimeType: 'image/png' }]);
    expect([...(opened.inlineImages[0]?.bytes ?? [])]).toEqual([1, 2, 3]);
    expect(opened.attachments).toMatchObject([{ inline: true }]);
  });

  it('keeps what was shown when the rest does not come, and says why', async () => {
    const network = mailbox();
    network.bodies.set(HREF, { ...UNLISTED, text: 'From the property' });
    const bench = await begin(network);
    network.before = (method) =>
      method === 'message.stream' ? failWith({ kind: 'server-fault', status: 500 }) : undefined;
    const opened = await open(bench);
    expect(opened.text).toBe('From the property');
    expect(opened).toMatchObject({
      notes: [{ sentence: 'It failed (server-fault).' }],
      wholeFetchable: true,
    });
  });
});

describe('message.open', () => {
  it('tells of a damaged file so that each reader can be told, also where an earlier version stored it', async () => {
    const japanese = await sayIn('ja');
    const bench = await begin(mailbox());
    const row = await bench.database.messages.get(ID);
    if (!row) throw new Error('the list lacks it');
    const noted = async (damage: StreamedFile['damage']) => {
      const body = streamed('Hello', [10], true);
      const files = body.files.map((file) => ({ ...file, damage }));
      const { message: opened } = await fromStreamed(row, { ...body, files }, () => Promise.resolve(null));
      return opened.notes.map((note) => sayTold(note, japanese)).at(-1);
    };
    expect(await noted(DAMAGE.cut)).toBe(
      'scan 0.png: このファイルは不完全です。ファイルの終わりより前にメッセージが終わっています。Retinueは届いた部分を残しています。',
    );
    expect(await noted('It is cut.' as never)).toBe('scan 0.png: It is cut.');
  });

  it('says of a message that came in pieces that its signature was not checked', async () => {
    const bench = await begin(mailbox());
    const row = await bench.database.messages.get(ID);
    if (!row) throw new Error('the list lacks it');
    const body = streamed('Hello', [10], true);
    const of = async (mimeType: string) => {
      const skeleton = new TextDecoder().decode(body.skeleton).replace('image/png', mimeType);
      const changed = { ...body, skeleton: new TextEncoder().encode(skeleton) };
      return (await fromStreamed(row, changed, () => Promise.resolve(null))).message.signature;
    };
    expect(await of('image/png')).toBeUndefined();
    for (const mimeType of ['application/pkcs7-signature', 'application/x-pkcs7-mime'])
      expect(await of(mimeType)).toMatchObject({
        kind: 'unreadable',
        sentence: expect.stringContaining('too large to be looked at as a whole'),
      });
  });

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
    expect(opened.attachments[0]?.warning?.sentence).toContain('program');
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

  it('shows a stand-in when the server refuses the whole message, and asks again when the person says so', async () => {
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
      listed: true,
    });
    const bench = await begin(network);
    const opened = await open(bench);
    expect(opened.whole).toBe(false);
    expect(opened.refused?.sentence).toBe('The server failed (500).');
    expect(opened.wholeFetchable).toBe(true);
    expect(opened.attachments[0]?.name).toBe('afdp.exe');
    const file = await bench.engine.handlers.calls['attachment.fetch'](
      { messageId: ID, index: 0 },
      context(),
    );
    expect(file.size).toBe(5);
    expect((await open(bench)).refused).not.toBeNull();
    expect(fetches(network)).toHaveLength(1);
    network.streams.set(HREF, [streamed('Whole now', [], true)]);
    const { calls } = bench.engine.handlers;
    const whole = await calls['message.whole']({ messageId: ID }, context());
    expect(whole).toMatchObject({ whole: true, refused: null, wholeFetchable: false });
    expect(network.calls).toContain(`message.stream ${HREF} keep`);
    expect((await open(bench)).html?.trim()).toBe('Whole now');
    expect((await bench.database.messages.get(ID))?.fault).toBeUndefined();
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
