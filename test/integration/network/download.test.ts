import { readdir, readFile, stat } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { failureOf, fetchAttachment, startNetwork, type TestNetwork } from './network.ts';
import { answer, type Script, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const open: { stop(): Promise<void> }[] = [];
let breakWhenRead: (() => void) | null = null;
afterEach(async () => {
  breakWhenRead = null;
  for (const each of open.splice(0)) await each.stop();
});

const accountId = 'a';
const FILE = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251));
const ETAG = '"v1"';
const BROKEN_AT = 100_000;

async function start(script: Script): Promise<{ server: ScriptedServer; net: TestNetwork }> {
  const server = await startScriptedServer(script);
  const net = await startNetwork();
  open.push(net, server);
  net.network.onEvent('transfers', ({ list }) => {
    if (list.every(({ fetched }) => fetched < BROKEN_AT)) return;
    breakWhenRead?.();
    breakWhenRead = null;
  });
  const url = `${server.origin}/exchange/alex/`;
  net.service.setAccounts([{ id: accountId, url, user: 'alex', password: 'secret', demo: false }]);
  return { server, net };
}

const HREF = '/exchange/alex/Inbox/x.EML/report.pdf';
const fetchIt = (net: TestNetwork, name = 'report.pdf') =>
  fetchAttachment(net, { accountId, href: HREF, name });

/**
 * Sends the first bytes with the whole length announced, then one after the other until the client says that it has read
 * them, and breaks the line: a reset takes what was not read.
 */
const broken =
  (bytes: number, headers: Readonly<Record<string, string>> = {}): Script =>
  (_request, socket) => {
    const announced = { 'content-length': String(FILE.length), ...headers };
    socket.write(answer(200, FILE.subarray(0, bytes), announced));
    let sent = bytes;
    const drip = setInterval(() => socket.write(FILE.subarray(sent, ++sent)), 50);
    socket.once('close', () => clearInterval(drip));
    breakWhenRead = () => socket.resetAndDestroy();
  };
const partial = (offset: number, headers: Readonly<Record<string, string>> = {}) =>
  answer(206, FILE.subarray(offset), {
    'content-range': `bytes ${offset}-${FILE.length - 1}/${FILE.length}`,
    etag: ETAG,
    ...headers,
  });

describe('fetching an attachment', () => {
  it('streams it to a private file with the same bytes', async () => {
    const { net, server } = await start(() => answer(200, FILE, { 'content-type': 'application/pdf' }));
    const { fileId, size } = await fetchIt(net);
    expect(size).toBe(FILE.length);
    expect(FILE.equals(await readFile(net.files.path(fileId)))).toBe(true);
    expect((await stat(net.files.path(fileId))).mode & 0o777).toBe(0o600);
    expect((await stat(net.folder)).mode & 0o777).toBe(0o700);
    expect(server.received[0]?.headers.get('accept-encoding')).toBe('identity');
    expect((await readdir(net.folder)).sort()).toEqual([fileId, 'transfers.json'].sort());
  });

  it('goes on where the line broke, with a strong ETag', async () => {
    const first = broken(BROKEN_AT, { etag: ETAG });
    const { net, server } = await start((request, socket) => {
      const range = /bytes=([0-9]+)-/.exec(request.headers.get('range') ?? '')?.[1];
      return range === undefined || range === '0' ? first(request, socket) : partial(Number(range));
    });
    const { fileId } = await fetchIt(net);
    expect(FILE.equals(await readFile(net.files.path(fileId)))).toBe(true);
    expect(server.received[1]?.headers.get('if-range')).toBe(ETAG);
  });

  it.each([
    ['without a validator', {}],
    ['with a weak one', { etag: 'W/"v1"' }],
  ])('compares what it has with what comes %s', async (_name, headers) => {
    const first = broken(BROKEN_AT, headers);
    const { net, server } = await start((request, socket) =>
      server.received.length === 1 ? first(request, socket) : answer(200, FILE),
    );
    const { fileId, size } = await fetchIt(net);
    expect(size).toBe(FILE.length);
    expect(FILE.equals(await readFile(net.files.path(fileId)))).toBe(true);
    expect(server.received[1]?.headers.has('if-range')).toBe(false);
  });

  it('starts again when the server answers a range with another version', async () => {
    const first = broken(BROKEN_AT, { etag: ETAG });
    const { net, server } = await start((request, socket) =>
      server.received.length === 1 ? first(request, socket) : answer(200, FILE, { etag: '"v2"' }),
    );
    const { fileId } = await fetchIt(net);
    expect(FILE.equals(await readFile(net.files.path(fileId)))).toBe(true);
  });

  it('gives up on a line that breaks every time, and says so', { timeout: 20_000 }, async () => {
    const { net, server } = await start((_request, socket) => void socket.resetAndDestroy());
    await net.network.call('transfers.attend', { owner: 'message' });
    expect((await failureOf(fetchIt(net))).kind).toBe('interrupted');
    expect(server.received.length).toBeGreaterThan(2);
  });

  it('takes no web page for a file, but an attached page it does', async () => {
    const page = answer(200, '<html>log in</html>', { 'content-type': 'text/html' });
    const { net } = await start(() => page);
    expect((await failureOf(fetchIt(net))).sentence).toContain('web page where the attachment should be');
    await net.network.call('transfers.clear', null);
    expect((await fetchIt(net, 'page.HTML')).size).toBe(19);
  });

  it('keeps bytes that the engine hands over', async () => {
    const { net } = await start(() => undefined);
    const kept = await net.network.call('attachment.keep', { name: 'a.bin', bytes: new Uint8Array(FILE) });
    expect(kept.size).toBe(FILE.length);
    expect(FILE.equals(await readFile(net.files.path(kept.fileId)))).toBe(true);
  });
});

describe('remote images', () => {
  const image = (net: TestNetwork, url: string) => net.network.call('image.fetch', { url });
  const pixel = (type = 'image/png; charset=x') => answer(200, 'pixels', { 'content-type': type });

  it('come without credentials, cookies or referrer, also from the mail server', async () => {
    const { net, server } = await start(() => pixel());
    const got = await image(net, `${server.origin.replace('http://', 'http://u:p@')}/a.png?id=1#x`);
    expect(got).toEqual({ mimeType: 'image/png', bytes: new Uint8Array(Buffer.from('pixels')) });
    expect(server.received[0]?.path).toBe('/a.png?id=1');
    for (const name of ['authorization', 'cookie', 'referer'])
      expect(server.received[0]?.headers.has(name), name).toBe(false);
    expect(net.requests[0]?.path).toBe('/a.png');
  });

  it.each([
    ['svg', () => pixel('image/svg+xml')],
    ['a page', () => pixel('text/html')],
    ['no type', () => answer(200, 'x')],
    ['404', () => answer(404)],
    ['a redirect to a file', () => answer(302, '', { location: 'file:///etc/passwd' })],
    ['a redirect in a circle', () => answer(302, '', { location: '/again' })],
  ] satisfies [string, Script][])('are refused: %s', async (_name, script) => {
    const { net, server } = await start(script);
    const failure = await failureOf(image(net, `${server.origin}/a`));
    expect(failure.sentence).toContain('This image was not loaded');
    expect(server.received.length).toBeLessThanOrEqual(4);
  });

  it('are refused when they are too large, or not of the web', async () => {
    const { net, server } = await start(() =>
      answer(200, Buffer.alloc(6 * 2 ** 20), { 'content-type': 'image/png' }),
    );
    expect((await failureOf(image(net, `${server.origin}/a`))).kind).toBe('too-large');
    for (const url of ['file:///etc/passwd', 'data:image/png;base64,AA', 'ftp://x/a', 'nonsense'])
      expect((await failureOf(image(net, url))).kind, url).toBe('unsupported');
  });

  it('follow up to three redirects', async () => {
    const { net, server } = await start(({ path }) =>
      path === '/3' ? pixel() : answer(302, '', { location: `/${Number(path.slice(1)) + 1}` }),
    );
    expect((await image(net, `${server.origin}/0`)).mimeType).toBe('image/png');
  });
});
