import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lib/lock.mjs';
import { filesBelow } from './lib/manifest.mjs';
import { projectRoot, scratch } from './lib/paths.mjs';
import { runQuietly } from './lib/run.mjs';
import { step } from './lib/say.mjs';

const SOURCES = ['electron', 'renderer', 'shared'];
const SETTINGS = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stampFile = path.join(projectRoot, 'out/.stamp');

/** Builds the application into out/ when anything that it is made of has changed since. */
export async function ensureBundle() {
  await withLock(path.join(scratch, 'bundle.lock'), async () => {
    const stamp = await digestOfSources();
    const built = await readFile(stampFile, 'utf8').catch(() => null);
    if (built === stamp && existsSync(path.join(projectRoot, 'out/main/index.js'))) return;
    await step('building the application', build);
    await writeFile(stampFile, stamp);
  });
}

async function build() {
  const cli = path.join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  // The targets stand in electron.vite.config.ts; this only keeps electron-vite from guessing them from the version
  // of the electron package, which it does not know.
  const env = { ...process.env, ELECTRON_MAJOR_VER: '33' };
  await runQuietly('build', process.execPath, [cli, 'build'], { env });
}

/** A hash over names and contents: times change with every checkout, contents do not. */
async function digestOfSources() {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const name of await filesBelow(path.join(projectRoot, folder)))
      await add(hash, path.join(folder, name));
  }
  for (const name of SETTINGS) await add(hash, name);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} name */
async function add(hash, name) {
  hash.update(`${name}\0`).update(await readFile(path.join(projectRoot, name)));
}
