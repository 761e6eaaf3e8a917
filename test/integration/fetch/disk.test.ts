import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../electron/network/clock.ts';
import { runEngine } from './engine.ts';
import { fetchIn, type House, openHouse, sha256Of, startFetch, trueSha256 } from './house.ts';

const run = promisify(execFile);
const BYTES = 20_000_000;
const MiB = 2 ** 20;
const SLOW = {
  id: 'slow',
  where: { method: 'GET' },
  step: 'mid-download',
  what: { kind: 'bandwidth', bytesPerSecond: 8_000_000 },
} as const;

let house: House;
const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await house.stop();
});

/** A disk of so many bytes, in memory; null where this account may not mount one. */
async function smallDisk(bytes: number): Promise<string | null> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-disk-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'none', folder]);
  } catch {
    return null; // said by the test that needs it
  }
  cleanUps.push(() => run('umount', [folder]));
  return folder;
}

const FILE = randomBytes(BYTES);
/** A server that sends the file, or the rest of it, without saying how long it is. */
async function chunkedServer(file: Buffer): Promise<string> {
  const server = http.createServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from >= file.length)
      return response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
    response.writeHead(from > 0 ? 206 : 200, {
      etag: '"one"',
      ...(from > 0 ? { 'content-range': `bytes ${from}-${file.length - 1}/*` } : {}),
    });
    if (request.method === 'GET') response.write(file.subarray(from));
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const running = ({ url, user, password }: House, out: string) =>
  startFetch(['--url', url, '--user', user, '--out', out, '--json'], password);
const partIsThere = async (out: string) => {
  await expect
    .poll(
      () =>
        access(`${out}.part`).then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    )
    .toBe(true);
};

describe('a disk that does not take the file', () => {
  it('is looked at first: without room nothing is fetched', { timeout: 60_000 }, async (context) => {
    house = await openHouse(BYTES);
    const disk = await smallDisk(8 * MiB);
    if (disk === null) return context.skip('a small disk cannot be mounted by this account');
    const { status, stderr } = await fetchIn({ ...house, out: path.join(disk, 'a.bin') });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^fetch: This computer has \d+ MB left; the file needs \d+ MB more\./);
    expect(house.sent()).toBeLessThan(5 * MiB);
  });

  it('keeps the room that was reserved when others fill it', { timeout: 60_000 }, async (context) => {
    house = await openHouse(BYTES, [SLOW]);
    const disk = await smallDisk(40 * MiB);
    if (disk === null) return context.skip('a small disk cannot be mounted by this account');
    const out = path.join(disk, 'a.bin');
    const first = running(house, out);
    await partIsThere(out);
    await expect.poll(async () => (await stat(`${out}.part`)).blocks * 512).toBeGreaterThan(BYTES);
    await expect(writeFile(path.join(disk, 'more'), Buffer.alloc(40 * MiB))).rejects.toThrow('ENOSPC');
    const { stderr } = await first.finished;
    // The file's own room is kept; its journal found none.
    expect(stderr).toMatch(/^fetch: The disk is full/);
    await rm(path.join(disk, 'more'));
    house.mock.faults.clear();
    const { status, last } = await fetchIn({ ...house, out });
    expect(status).toBe(0);
    expect(last && 'resumedFrom' in last ? last.resumedFrom : 0).toBeGreaterThan(0);
    expect(await sha256Of(out)).toBe(await trueSha256(house));
  });

  it('may become full in the middle: the part is kept, and the rest follows when there is room', {
    timeout: 60_000,
  }, async (context) => {
    house = await openHouse(1000);
    const disk = await smallDisk(16 * MiB);
    if (disk === null) return context.skip('a small disk cannot be mounted by this account');
    // Without a length nothing can be reserved.
    const origin = await chunkedServer(FILE);
    const at = { ...house, url: `${origin}/a.bin`, out: path.join(disk, 'a.bin') };
    const { status, stderr } = await fetchIn(at);
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^fetch: The disk is full/),
    });
    await access(`${at.out}.part`);
    await run('mount', ['-o', `remount,size=${64 * MiB}`, disk]);
    const again = await fetchIn(at);
    expect(again.status, again.stderr).toBe(0);
    expect((await readFile(at.out)).equals(FILE)).toBe(true);
    expect(await readdir(disk)).toEqual(['a.bin']);
  });

  it('may lose the folder in the middle: said, and written nowhere else', { timeout: 60_000 }, async () => {
    house = await openHouse(BYTES, [SLOW]);
    const folder = path.join(house.folder, 'target');
    await mkdir(folder);
    const out = path.join(folder, 'a.bin');
    const first = running(house, out);
    await partIsThere(out);
    // Files still come into the folder while it goes.
    await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 20 });
    const { status, stderr } = await first.finished;
    expect(status).toBe(1);
    // By how far it was: while it is fetched, or just before its journal is begun.
    expect(stderr).toMatch(
      /^fetch: The folder .*target (?:or the unfinished file in it was moved or removed|is not there)/,
    );
    await expect(access(folder)).rejects.toThrow('ENOENT');
    await mkdir(folder);
    house.mock.faults.clear();
    expect((await fetchIn({ ...house, out })).status).toBe(0);
    expect(await sha256Of(out)).toBe(await trueSha256(house));
  });

  it('refuses a name that is too long, before anything is fetched', { timeout: 60_000 }, async () => {
    house = await openHouse(BYTES);
    const { status, stderr } = await fetchIn({ ...house, out: path.join(house.folder, 'x'.repeat(300)) });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^fetch: The name x{40}… is too long for this disk \(ENAMETOOLONG\)/);
    expect(house.sent()).toBe(0);
  });

  it('has room for one download under a name: the second waits for nothing and harms nothing', {
    timeout: 60_000,
  }, async () => {
    house = await openHouse(BYTES, [SLOW]);
    const { out } = house;
    const first = running(house, out);
    await partIsThere(out);
    const second = await running(house, out).finished;
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(/^fetch: .* is being fetched already/);
    expect((await first.finished).status).toBe(0);
    house.mock.faults.clear();
    expect(await sha256Of(out)).toBe(await trueSha256(house));
  });
});

describe('a clock that is set', () => {
  it.each([
    ['back', -400 * 86_400_000],
    ['on', 400 * 86_400_000],
  ])('%s by more than a year in the middle changes nothing', { timeout: 60_000 }, async (_way, jump) => {
    house = await openHouse(BYTES, [SLOW]);
    const { mock, user, password, url } = house;
    const started = Date.now();
    const clock: Clock = {
      now: () => Date.now() + (Date.now() - started > 800 ? jump : 0),
      after(ms, act) {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    };
    const at = { origin: mock.origin, path: new URL(url).pathname, user, password };
    const { result, failure, bytes } = await runEngine({ ...at, clock });
    expect(failure).toBeNull();
    mock.faults.clear();
    expect(result?.sha256).toBe(await trueSha256(house));
    expect(bytes?.byteLength).toBe(BYTES);
    expect(await readFile(house.out).catch(() => null)).toBeNull();
  });
});
