import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lib/lock.mjs';
import { projectRoot, scratch } from './lib/paths.mjs';
import { npmCommand, runQuietly } from './lib/run.mjs';
import { step, Stop } from './lib/say.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

const stampFile = path.join(projectRoot, 'node_modules/.retinue');

/** Installs the packages of the lock file when they are missing or others. */
export async function ensurePackages() {
  refuseOldNode(process.versions.node);
  const lock = await readFile(path.join(projectRoot, 'package-lock.json'), 'utf8');
  const stamp = createHash('sha256').update(lock).digest('hex');
  if ((await readText(stampFile)) === stamp) return;
  await withLock(path.join(scratch, 'packages.lock'), async () => {
    if ((await readText(stampFile)) === stamp) return; // another script was first
    if (!(await isInstalled(JSON.parse(lock)))) await install();
    await writeFile(stampFile, stamp);
  });
}

async function install() {
  const npm = npmCommand();
  await step('installing the packages of package-lock.json (npm ci)', () =>
    runQuietly('npm-ci', npm.command, [...npm.args, 'ci', '--no-audit', '--no-fund']),
  );
}

/** What npm noted in node_modules says whether somebody else (npm install) has done it already. @param {Lock} lock */
async function isInstalled(lock) {
  const text = await readText(path.join(projectRoot, 'node_modules/.package-lock.json'));
  return text !== null && holdsAll(lock, JSON.parse(text));
}

/**
 * True when every package of the lock is noted in the same version; optional ones belong to other systems.
 * @param {Lock} lock
 * @param {Lock} noted
 */
export function holdsAll(lock, noted) {
  return Object.entries(lock.packages).every(
    ([name, entry]) => name === '' || entry.optional || noted.packages[name]?.version === entry.version,
  );
}

/** @param {string} version */
export function refuseOldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(`Retinue needs Node 20.19 or later; this is ${version} (${process.execPath}).`);
}

/** @param {string} file */
async function readText(file) {
  return readFile(file, 'utf8').catch(() => null);
}
