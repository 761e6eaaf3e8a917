import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openHouse } from '../integration/fetch/house.ts';
import { type Bench, type Comparison, compare } from './lib/bench.ts';
import { startDroppingLine } from './lib/dropping-line.ts';
import type { EngineRun } from './lib/engine-child.ts';
import { type Nginx, startNginx, writeLarge } from './lib/nginx.ts';

const RUNS = 5;
const LARGE = 2 ** 30;
const CAPPED = 240_000_000;
const DROP_EVERY = 50_000_000;
const CONNECTIONS = 4;
const ENDURANCE = 10_000_000_000;
const GROWTH_MIB = 64;
const run = promisify(execFile);

/** The download engine beside curl, aria2 and rclone: to disk, from the same nginx on the loopback. */
export const download: Bench = {
  name: 'download',
  title: 'Download to disk: the engine beside curl, aria2 and rclone, from nginx',
  async run() {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'retinue-bench-'));
    await writeLarge(path.join(folder, 'large.bin'), LARGE);
    await writeLarge(path.join(folder, 'capped.bin'), CAPPED);
    const nginx = await startNginx(folder);
    const slow = await startNginx(folder, '5m');
    try {
      return [
        ...(await singleStream(folder, nginx)),
        await cappedConnections(folder, slow),
        ...(await droppingLine(folder, nginx)),
        ...(await memory()),
      ];
    } finally {
      await slow.stop();
      await nginx.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

type Client = (url: string, out: string) => Promise<number>;

/** Seconds of a whole process; curl and its like start in milliseconds. */
const timed =
  (command: string, args: (url: string, out: string) => readonly string[]): Client =>
  async (url, out) => {
    const from = performance.now();
    await run(command, args(url, out));
    return (performance.now() - from) / 1000;
  };
const CURL = timed('curl', (url, out) => ['-sS', '-o', out, url]);
/** The disk alone, without a server: nothing that ends with its file on the disk is faster. */
const DISK = timed('dd', (_url, out) => [
  'if=/dev/zero',
  `of=${out}`,
  'bs=1M',
  `count=${LARGE / 2 ** 20}`,
  'conv=fdatasync',
]);
const RCLONE = timed('rclone', (url, out) => ['copyurl', url, out]);
const aria2 = (connections: number): Client =>
  timed('aria2c', (url, out) => [
    '-q',
    '--no-conf',
    '--allow-overwrite=true',
    '--file-allocation=falloc',
    '-k1M',
    `-x${connections}`,
    `-s${connections}`,
    `-d${path.dirname(out)}`,
    `-o${path.basename(out)}`,
    url,
  ]);

export async function engineRun(url: string, out: string, ...more: readonly string[]): Promise<EngineRun> {
  const child = path.join(import.meta.dirname, 'lib/engine-child.ts');
  const { stdout } = await run(process.execPath, ['build/run.mjs', child, url, out, ...more]);
  return JSON.parse(stdout) as EngineRun;
}
const engine =
  (connections: number): Client =>
  async (url, out) =>
    (await engineRun(url, out, String(connections))).ms / 1000;

/** MB/s of one download to disk; the file is checked for its length and removed. */
async function rate(client: Client, url: string, folder: string, bytes: number): Promise<number> {
  return (await rates(client, url, folder, bytes)).ended;
}

/**
 * MB/s until the client ended, and until its file was on the disk as well. The engine ends when it is; the peers leave
 * theirs in the system's cache.
 */
async function rates(client: Client, url: string, folder: string, bytes: number) {
  const out = path.join(folder, 'out.bin');
  const seconds = await client(url, out);
  const from = performance.now();
  await run('sync', ['--data', out]);
  const synced = seconds + (performance.now() - from) / 1000;
  const { size } = await stat(out);
  if (size !== bytes) throw new Error(`${size} bytes came instead of ${bytes}`);
  await rm(out);
  return { ended: bytes / seconds / 1e6, onDisk: bytes / synced / 1e6 };
}

async function singleStream(folder: string, { origin }: Nginx): Promise<readonly Comparison[]> {
  const clients: readonly (readonly [string, Client])[] = [
    ['the engine', engine(1)],
    ['curl', CURL],
    ['aria2', aria2(1)],
    ['rclone', RCLONE],
    ['dd, which writes and syncs and fetches nothing', DISK],
  ];
  const runs = clients.map((): Awaited<ReturnType<typeof rates>>[] => []);
  for (let nth = 0; nth < RUNS; nth += 1)
    for (const [index, [, client]] of clients.entries())
      runs[index]?.push(await rates(client, `${origin}/large.bin`, folder, LARGE));
  const [ours = [], ...peers] = runs;
  const against = (what: string, of: 'ended' | 'onDisk') =>
    peers.map((theirs, index) => {
      const [name = ''] = clients[index + 1] ?? [];
      return compare(
        what,
        'MB/s',
        ours.map((each) => each[of]),
        name,
        theirs.map((each) => each[of]),
      );
    });
  return [
    ...against('1 GiB, one stream, until the file is on the disk', 'onDisk'),
    ...against('1 GiB, one stream, until the process ends', 'ended'),
  ];
}

async function cappedConnections(folder: string, { origin }: Nginx): Promise<Comparison> {
  const ours: number[] = [];
  const peer: number[] = [];
  for (let nth = 0; nth < 3; nth += 1) {
    ours.push(await rate(engine(CONNECTIONS), `${origin}/capped.bin`, folder, CAPPED));
    peer.push(await rate(aria2(CONNECTIONS), `${origin}/capped.bin`, folder, CAPPED));
  }
  return compare(
    `240 MB, 5 MiB/s a connection, ${CONNECTIONS} connections`,
    'MB/s',
    ours,
    `aria2 -x${CONNECTIONS}`,
    peer,
  );
}

/** curl without retries fails here, so the peer is the engine itself on a line that holds. */
async function droppingLine(folder: string, nginx: Nginx): Promise<readonly Comparison[]> {
  const bytes: number[] = [];
  const speed: number[] = [];
  const whole: number[] = [];
  for (let nth = 0; nth < 3; nth += 1) {
    const line = await startDroppingLine(nginx.port, DROP_EVERY);
    const url = `${line.origin}/large.bin`;
    const failed = await CURL(url, path.join(folder, 'curl.bin')).then(
      () => false,
      () => true,
    );
    if (!failed) throw new Error('curl came through a line that drops every 50 MB');
    const before = line.bytes();
    speed.push(await rate(engine(1), url, folder, LARGE));
    bytes.push((line.bytes() - before) / 1e6);
    await line.stop();
    const holding = await startDroppingLine(nginx.port, Infinity);
    whole.push(await rate(engine(1), `${holding.origin}/large.bin`, folder, LARGE));
    await holding.stop();
  }
  return [
    compare('1 GiB over a line that drops every 50 MB: bytes', 'MB', bytes, 'the file', [LARGE / 1e6]),
    compare('the same: rate', 'MB/s', speed, 'the same line without drops', whole),
  ];
}

/** What the engine's process grows by on the way through 10 GB, from the mock, which makes them while it sends. */
async function memory(): Promise<readonly Comparison[]> {
  const house = await openHouse(ENDURANCE);
  try {
    const { bavail, bsize } = await statfs(house.folder);
    if (bavail * bsize < 1.2 * ENDURANCE) {
      console.log(`  10 GB for memory: left out, ${house.folder} has no room for them`);
      return [];
    }
    const { bytes, warmMiB, peakMiB } = await engineRun(
      house.url,
      house.out,
      '1',
      house.user,
      house.password,
    );
    if (bytes !== ENDURANCE) throw new Error(`${bytes} bytes came instead of ${ENDURANCE}`);
    const grown = Math.max(0, peakMiB - warmMiB);
    return [
      compare('10 GB from the mock: memory grown after 200 MB', 'MiB', [grown], 'the bound', [GROWTH_MIB]),
    ];
  } finally {
    await house.stop();
  }
}
