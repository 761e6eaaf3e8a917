import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { isRoot } from '../../build/system.mjs';
import { test } from './fixtures.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const binary = path.join(root, 'release/linux-unpacked/retinue');

test.describe('the packaged application', () => {
  test.skip(process.platform !== 'linux', 'packages are tried on Linux only');
  test.setTimeout(180_000);

  test.beforeAll(async () => {
    await run(process.execPath, ['build/package.mjs', 'dir'], { cwd: root });
  });

  // Its inspector is switched off, so nothing can drive it: it reports by itself.
  test('starts, shows mail, saves a picture and ends with status 0', async ({ userData }) => {
    const picture = path.join(userData, 'window.png');
    const args = ['--smoke', `--screenshot=${picture}`, `--user-data-dir=${userData}`];
    const { stdout } = await run(binary, [...(isRoot() ? ['--no-sandbox'] : []), ...args]);
    expect(stdout).toMatch(/^smoke: [1-9]\d* messages, [1-9]\d* folders, [\d.]+ s, Electron [\d.]+$/m);
    expect((await stat(picture)).size).toBeGreaterThan(10_000);
  });

  test('has its fuses set', async () => {
    const { FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
    const wire = await getCurrentFuseWire(binary);
    // A fuse is one character in the binary: 0 is off, 1 is on.
    const isOn = (fuse: number) =>
      String.fromCharCode(wire[fuse as typeof FuseV1Options.RunAsNode] ?? 0) === '1';
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookies: isOn(FuseV1Options.EnableCookieEncryption),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      fileRights: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookies: true,
      nodeOptions: false,
      inspect: false,
      integrity: true,
      onlyAsar: true,
      fileRights: false,
    });
  });

  test('carries the application and nothing else', async () => {
    const { listPackage } = await import('@electron/asar');
    const archive = path.join(root, 'release/linux-unpacked/resources/app.asar');
    const tops = new Set(listPackage(archive, { isPack: false }).map((name) => name.split('/')[1]));
    expect(tops).toEqual(new Set(['out', 'package.json']));
  });
});
