import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { clientOn, healthyTwinOf, logOn, type Outcome, type PlainClient } from './plain-client.ts';

const SIZE = 8_000_000;
const ITEM = 'Inbox/Drawing%20set%20C.EML';

let client: PlainClient;
let path = '';
/** The file as it is on a healthy server with the same seed. */
let truth: Buffer = Buffer.alloc(0);
afterEach(() => client.stop());

async function trap(name: string): Promise<void> {
  const healthy = await healthyTwinOf('range-ignored');
  truth = (await healthy.send('GET', await healthy.attachment(ITEM))).bytes;
  expect(truth).toHaveLength(SIZE);
  await healthy.stop();
  client = await clientOn(name);
  path = await client.attachment(ITEM);
}

const get = (headers: Readonly<Record<string, string>> = {}) => client.send('GET', path, headers);
const from = (first: number, last?: number) => get({ Range: `bytes=${first}-${last ?? ''}` });
const isTrue = (outcome: Outcome, first: number) =>
  outcome.bytes.equals(truth.subarray(first, first + outcome.bytes.length));

/** Moves the clock on until the answer is there. */
async function overTime(answer: Promise<Outcome>, stepMs: number): Promise<Outcome> {
  let outcome: Outcome | undefined;
  void answer.then((value) => (outcome = value));
  while (outcome === undefined) {
    await client.mock.clock.advance(stepMs);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return outcome;
}

describe('the traps of large transfers, seen with a plain HTTP client', () => {
  it('range-answered-200: cut, then the whole file under 200', async () => {
    await trap('range-answered-200');
    const first = await from(0);
    expect(first.cut).toBe(true);
    expect(isTrue(first, 0)).toBe(true);
    const second = await from(first.bytes.length);
    expect(second.status).toBe(200);
    expect(second.bytes.equals(truth)).toBe(true);
  });

  it('gzip-with-ranges: a ranged answer under Content-Encoding gzip', async () => {
    await trap('gzip-with-ranges');
    const answer = await from(1_000_000, 1_999_999);
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.bytes).equals(truth.subarray(1_000_000, 2_000_000))).toBe(true);
  });

  it('status-200-with-content-range: the right slice under the wrong status', async () => {
    await trap('status-200-with-content-range');
    const answer = await from(100, 299);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-range']).toBe(`bytes 100-299/${SIZE}`);
    expect(answer.bytes.equals(truth.subarray(100, 300))).toBe(true);
  });

  it('early-206: starts 4096 bytes early and says so in Content-Range', async () => {
    await trap('early-206');
    await from(0, 99);
    const answer = await from(1_000_000, 1_000_999);
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toMatch(/^bytes 995904-/);
    expect(isTrue(answer, 995_904)).toBe(true);
  });

  it('wrong-content-range: the bytes asked for, named wrongly', async () => {
    await trap('wrong-content-range');
    await from(0, 99);
    const answer = await from(1_000_000, 1_000_999);
    expect(answer.headers['content-range']).toMatch(/^bytes 1008192-/);
    expect(isTrue(answer, 1_000_000)).toBe(true);
  });

  it('if-range-ignored: a slice of another version in spite of If-Range', async () => {
    await trap('if-range-ignored');
    const first = await from(0);
    expect(first.cut).toBe(true);
    const etag = String(first.headers['etag']);
    const second = await get({ Range: `bytes=${first.bytes.length}-`, 'If-Range': etag });
    expect(second.status).toBe(206);
    expect(second.headers['etag']).not.toBe(etag);
    expect(isTrue(second, first.bytes.length)).toBe(false);
  });

  it('etag-of-size-and-time: other bytes under the same strong ETag', async () => {
    await trap('etag-of-size-and-time');
    const first = await from(0);
    expect(first.cut).toBe(true);
    const second = await get({
      Range: `bytes=${first.bytes.length}-`,
      'If-Range': String(first.headers['etag']),
    });
    expect(second.status).toBe(206);
    expect(second.headers['etag']).toBe(first.headers['etag']);
    expect(isTrue(second, first.bytes.length)).toBe(false);
  });

  it('partial-as-complete: fewer bytes than Content-Length, and a clean end', async () => {
    await trap('partial-as-complete');
    const answer = await get();
    expect(Number(answer.headers['content-length'])).toBe(SIZE);
    expect(answer.bytes.length).toBeLessThan(SIZE);
    expect(isTrue(answer, 0)).toBe(true);
    expect((await get()).bytes.equals(truth)).toBe(true);
  });

  it('validators-lost: a retry carries neither ETag nor Last-Modified', async () => {
    await trap('validators-lost');
    const first = await from(0);
    expect(first.headers['etag']).toBeDefined();
    const second = await from(first.bytes.length);
    expect(second.headers['etag']).toBeUndefined();
    expect(second.headers['last-modified']).toBeUndefined();
    expect(isTrue(second, first.bytes.length)).toBe(true);
  });

  it('weak-validators: every ETag is weak', async () => {
    await trap('weak-validators');
    expect((await from(0)).headers['etag']).toMatch(/^W\//);
    expect((await from(0, 9)).headers['etag']).toMatch(/^W\//);
  });

  it('range-ignored: the whole file for every piece', async () => {
    await trap('range-ignored');
    for (const first of [0, 4_000_000]) {
      const answer = await from(first, first + 99);
      expect(answer.status).toBe(200);
      expect(answer.bytes.equals(truth)).toBe(true);
    }
  });

  it('stall-under-back-pressure: 2 MB, then silence until the server stops', async () => {
    await trap('stall-under-back-pressure');
    const answer = get();
    let settled = false;
    void answer.then(() => (settled = true));
    await client.mock.clock.advance(3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(settled).toBe(false);
    expect((await get()).bytes.equals(truth)).toBe(true);
  });

  it('slow-line: 50 KB a second, and whole in the end', async () => {
    await trap('slow-line');
    const before = client.mock.clock.now();
    const answer = await overTime(get(), 4000);
    expect(answer.bytes.equals(truth)).toBe(true);
    expect(client.mock.clock.now() - before).toBeGreaterThanOrEqual(150_000);
  });

  it('cut-and-padded: the right length, zeros from 4 MB on', async () => {
    await trap('cut-and-padded');
    const answer = await get();
    expect(answer.cut).toBe(false);
    expect(answer.bytes).toHaveLength(SIZE);
    expect(answer.bytes.subarray(0, 4_000_000).equals(truth.subarray(0, 4_000_000))).toBe(true);
    expect(answer.bytes.subarray(4_000_000).every((byte) => byte === 0)).toBe(true);
  });

  it('closed-without-notify: the line ends in mid-body', async () => {
    await trap('closed-without-notify');
    const answer = await get();
    expect(answer.cut).toBe(true);
    expect(isTrue(answer, 0)).toBe(true);
  });

  it('retry-after-in-the-past: twice 503 with a date of 1994', async () => {
    await trap('retry-after-in-the-past');
    for (let nth = 0; nth < 2; nth++)
      expect(await get()).toMatchObject({
        status: 503,
        headers: { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' },
      });
    expect((await get()).bytes.equals(truth)).toBe(true);
  });

  it('login-page-200: 200 text/html where bytes were due', async () => {
    await trap('login-page-200');
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect((await get()).bytes.equals(truth)).toBe(true);
  });

  it('redirect-to-login: 302 to a page', async () => {
    await trap('redirect-to-login');
    expect(await get()).toMatchObject({
      status: 302,
      headers: { location: expect.stringContaining('owalogon.asp') },
    });
  });

  it('redirect-to-other-origin: 302 to another host', async () => {
    await trap('redirect-to-other-origin');
    expect((await get()).headers['location']).toBe('http://127.0.0.1:9/elsewhere.bin');
  });

  it('sparse-part: reset at 6 MB of 8', async () => {
    await trap('sparse-part');
    const answer = await get();
    expect(answer.cut).toBe(true);
    expect(isTrue(answer, 0)).toBe(true);
    expect(isTrue(await from(answer.bytes.length), answer.bytes.length)).toBe(true);
  });

  it('sleep-in-mid-transfer: ten silent minutes, then a reset', async () => {
    await trap('sleep-in-mid-transfer');
    const before = client.mock.clock.now();
    const answer = await overTime(get(), 30_000);
    expect(answer.cut).toBe(true);
    expect(client.mock.clock.now() - before).toBeGreaterThanOrEqual(600_000);
  });

  it('clock-jump: the server lives in 2031', async () => {
    await trap('clock-jump');
    expect(await get()).toMatchObject({
      status: 503,
      headers: { 'retry-after': 'Wed, 01 Jan 2031 00:00:30 GMT' },
    });
    expect(new Date(client.mock.clock.now()).getUTCFullYear()).toBe(2031);
  });

  it('session-expiry: cut in mid-download, then 440, then the rest for a new session', async () => {
    client = await clientOn('session-expiry');
    let Cookie = await logOn(client);
    const listed = await client.send('X-MS-ENUMATTS', `/exchange/alex/${ITEM}`, { Cookie });
    path = /<a:response><a:href>https?:\/\/[^/]*([^<]*)</.exec(listed.text)?.[1] ?? '';
    const first = await get({ Cookie });
    expect(first).toMatchObject({ status: 200, cut: true });
    const Range = `bytes=${first.bytes.length}-`;
    expect((await get({ Cookie, Range, Translate: 'f' })).status).toBe(440);
    Cookie = await logOn(client);
    const rest = await get({ Cookie, Range });
    expect(rest.status).toBe(206);
    expect(first.bytes.length + rest.bytes.length).toBe(SIZE);
  });

  it('same-name: two files of one name and other bytes', async () => {
    client = await clientOn('same-name');
    const [first, second] = await Promise.all(
      ['Inbox/Plan,%20first.EML', 'Inbox/Plan,%20second.EML'].map((item) => client.attachment(item)),
    );
    expect(first?.replace(/^.*\//, '')).toBe('plan.bin');
    expect(second?.replace(/^.*\//, '')).toBe('plan.bin');
    const one = await client.send('GET', first ?? '');
    const two = await client.send('GET', second ?? '');
    expect(one.bytes).toHaveLength(two.bytes.length);
    expect(one.bytes.equals(two.bytes)).toBe(false);
  });
});
