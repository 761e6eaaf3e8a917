import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppImageUpdater } from 'electron-updater';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prudent } from '../../../electron/main/updates/prudent.ts';
import { createUpdates, type Updates } from '../../../electron/main/updates/updates.ts';
import { whyNoUpdates } from '../../../electron/main/updates/why-off.ts';
import type { UpdateState } from '../../../shared/contracts/system.ts';
import { english } from '../../../shared/language/say.ts';

/** electron-updater's own downloads and checks, over Node's http, because Electron's is not here. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: object, callback: (response: never) => void) {
    return httpRequest(options).on('response', callback as never) as never;
  }
}

const VERSION = '1.4.0';
const PROGRAM = Buffer.from('the newer program');
const sha512 = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64');

let folder = '';
let server: Server;
let asked: { readonly path: string; readonly id: unknown }[] = [];
let files: Readonly<Record<string, string | Buffer>> = {};
let appImage: string | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-updates-'));
  asked = [];
  server = createServer(({ url = '', headers }, response) => {
    const name = url.slice(1).split('?')[0] ?? '';
    asked.push({ path: name, id: headers['x-user-staging-id'] });
    const body = files[name];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  appImage = process.env['APPIMAGE'];
  process.env['APPIMAGE'] = path.join(folder, 'Retinue.AppImage');
  await writeFile(process.env['APPIMAGE'], 'the program of today');
});
afterEach(async () => {
  if (appImage === undefined) delete process.env['APPIMAGE'];
  else process.env['APPIMAGE'] = appImage;
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a static host holds for a version. */
function feed(version: string, digest = sha512(PROGRAM)): string {
  const name = `Retinue-${version}.AppImage`;
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${digest}`,
    `    size: ${PROGRAM.length}`,
    `path: ${name}`,
    `sha512: ${digest}`,
    "releaseDate: '2026-11-27T12:00:00.000Z'",
    '',
  ].join('\n');
}

/** Our wrapper around the real updater, with the program and the network of a test. */
function start(): { readonly updates: Updates; readonly seen: UpdateState['kind'][] } {
  const seen: UpdateState['kind'][] = [];
  const app = {
    version: VERSION,
    name: 'Retinue',
    isPackaged: true,
    appUpdateConfigPath: path.join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => {},
    relaunch() {},
    quit() {},
    onQuit() {},
  };
  const updates = createUpdates({
    whyOff: null,
    async open() {
      const { port } = server.address() as AddressInfo;
      await writeFile(app.appUpdateConfigPath, 'provider: generic\nupdaterCacheDirName: retinue\n');
      const updater = prudent(new AppImageUpdater(null, app));
      Object.assign(updater, { httpExecutor: new NodeExecutor(), disableDifferentialDownload: true });
      updater.setFeedURL({ provider: 'generic', url: `http://127.0.0.1:${port}/` });
      return updater;
    },
    restart: () => void seen.push('off'),
    now: () => 7,
    onChange: ({ kind }) => void seen.push(kind),
    say: english(),
  });
  return { updates, seen };
}

describe.skipIf(process.platform !== 'linux')('newer versions from a static host', () => {
  it('are found, fetched and checked, and nobody is named for it', async () => {
    files = { 'latest-linux.yml': feed('1.5.0'), 'Retinue-1.5.0.AppImage': PROGRAM };
    const { updates, seen } = start();
    expect(() => updates.restart()).toThrow('no newer version');
    expect(await updates.check()).toEqual({ kind: 'ready', version: '1.5.0' });
    expect(seen).toEqual(['checking', 'fetching', 'ready']);
    expect(new Set(asked.map(({ id }) => id))).toEqual(new Set(['none']));
    // Nothing is installed while the program runs.
    expect(await readFile(process.env['APPIMAGE'] ?? '', 'utf8')).toBe('the program of today');
    const before = asked.length;
    await updates.check();
    expect(asked).toHaveLength(before);
  });

  it('are thrown away where the checksum is another', async () => {
    files = {
      'latest-linux.yml': feed('1.5.0'),
      'Retinue-1.5.0.AppImage': Buffer.from('something else!!!'),
    };
    const { updates } = start();
    const state = await updates.check();
    expect(state).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('its checksum is another'),
    });
    expect(() => updates.restart()).toThrow();
  });

  it('are not older ones', async () => {
    files = { 'latest-linux.yml': feed('1.3.9'), 'Retinue-1.3.9.AppImage': PROGRAM };
    expect(await start().updates.check()).toEqual({ kind: 'idle', checkedAt: 7 });
    files = { 'latest-linux.yml': feed(VERSION) };
    expect(await start().updates.check()).toEqual({ kind: 'idle', checkedAt: 7 });
    expect(asked.map(({ path: name }) => name).filter((name) => name.endsWith('.AppImage'))).toEqual([]);
  });

  it('can be looked for again after a failure', async () => {
    files = {};
    const { updates } = start();
    expect(await updates.check()).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('looks again'),
    });
    files = { 'latest-linux.yml': feed('1.5.0'), 'Retinue-1.5.0.AppImage': PROGRAM };
    expect(await updates.check()).toEqual({ kind: 'ready', version: '1.5.0' });
  });
});

describe('where newer versions are not looked for', () => {
  const deb = {
    isPackaged: true,
    platform: 'linux',
    program: '/opt/Retinue/retinue',
    isAppImage: false,
    packageType: 'deb',
    hasAddress: true,
  } as const;

  it('is where something else brings them, or nobody knows from where', () => {
    expect(whyNoUpdates(deb)).toBe('package-manager');
    expect(whyNoUpdates({ ...deb, packageType: null })).toBe('package-manager');
    expect(whyNoUpdates({ ...deb, packageType: null, program: '/home/a/Retinue/retinue' })).toBe('unpacked');
    expect(whyNoUpdates({ ...deb, isAppImage: true, packageType: null })).toBeNull();
    expect(whyNoUpdates({ ...deb, isAppImage: true, hasAddress: false })).toBe('no-address');
    expect(whyNoUpdates({ ...deb, isPackaged: false })).toBe('development');
    expect(whyNoUpdates({ ...deb, platform: 'win32', packageType: null })).toBeNull();
  });

  it('nothing is asked', async () => {
    const updates = createUpdates({
      whyOff: 'package-manager',
      open: () => Promise.reject(new Error('nobody should')),
      restart() {},
      now: () => 7,
      onChange() {},
      say: english(),
    });
    expect(await updates.check()).toEqual({ kind: 'off', why: 'package-manager' });
  });
});
