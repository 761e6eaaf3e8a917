import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { capture, runQuietly } from './lib/run.mjs';
import { step, Stop } from './lib/say.mjs';

/** What a bare Debian lacks of the libraries that Electron links; the rest comes with these as dependencies. */
const LIBRARY_PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'];

/**
 * Makes sure of what Electron needs of the system: shared libraries, a way to draw, and its sandbox. As root on
 * Debian and its relatives it installs what is missing, otherwise it says what to do and stops.
 * @param {{ binary: string }} runtime
 */
export async function ensureSystem({ binary }) {
  if (process.platform !== 'linux') return;
  const libraries = missingLibraries((await capture('ldd', [binary])).text);
  const packages = [...(libraries.length > 0 ? LIBRARY_PACKAGES : []), ...(needsXvfb() ? ['xvfb'] : [])];
  if (packages.length > 0) await install(packages, libraries);
  await requireSandbox(binary);
}

/** True where nothing is there to draw a window on. */
export function hasNoDisplay(env = process.env) {
  return process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
}

/** Root may not use Chromium's sandbox; everybody else does. */
export function isRoot() {
  return process.getuid?.() === 0;
}

/** The libraries that ldd could not find. @param {string} text */
export function missingLibraries(text) {
  return [...text.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => String(name));
}

/** @param {string} name */
export function isOnPath(name) {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, name)));
}

/**
 * Installs Debian packages; for root only.
 * @param {readonly string[]} packages
 */
export async function installDebianPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another installation may be under way (a second script, unattended upgrades): wait for it instead of failing.
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  await step(`installing Debian packages: ${packages.join(' ')}`, async () => {
    await runQuietly('apt-update', 'apt-get', ['update', ...options], { env });
    const names = await Promise.all(packages.map(currentName));
    await runQuietly(
      'apt-install',
      'apt-get',
      ['install', '-y', '--no-install-recommends', ...options, ...names],
      { env },
    );
  });
}

/** @param {readonly string[]} packages @param {readonly string[]} libraries */
async function install(packages, libraries) {
  if (isOnPath('apt-get') && isRoot()) return installDebianPackages(packages);
  const missing = [...libraries, ...(packages.includes('xvfb') ? ['Xvfb (there is no display)'] : [])].join(
    ', ',
  );
  if (!isOnPath('apt-get')) {
    throw new Stop(
      `Electron needs these, and this system lacks them: ${missing}.\n  Install them and start again.`,
    );
  }
  const names = await Promise.all(packages.map(currentName));
  throw new Stop(
    `Electron needs these, and this system lacks them: ${missing}.\n  Install them and start again:\n` +
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
  );
}

/** Debian 13 and Ubuntu 24.04 renamed libraries when their time values grew to 64 bits. @param {string} name */
async function currentName(name) {
  const { status } = await capture('apt-cache', ['show', `${name}t64`]);
  return status === 0 ? `${name}t64` : name;
}

function needsXvfb() {
  return hasNoDisplay() && !isOnPath('Xvfb');
}

/**
 * The sandbox stands on user namespaces or on a helper that belongs to root; Ubuntu 24.04 denies the first. Without
 * either, Electron aborts with a trace; Retinue shows hostile mail and never turns the sandbox off by itself.
 * @param {string} binary
 */
async function requireSandbox(binary) {
  if (isRoot() || !isOnPath('unshare')) return;
  const helper = path.join(path.dirname(binary), 'chrome-sandbox');
  const found = statSync(helper, { throwIfNoEntry: false });
  if (found?.uid === 0 && (found.mode & 0o4000) !== 0) return;
  if ((await capture('unshare', ['--user', '--map-root-user', 'true'])).status === 0) return;
  throw new Stop(
    `This system does not let programs make user namespaces, which Electron's sandbox needs.\n` +
      `  Give the sandbox its helper and start again:\n  sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}
