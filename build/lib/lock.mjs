import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** A folder without a process id in it was left by a crash between two calls; nobody needs this long for them. */
const NAMELESS_MS = 10_000;

/**
 * Holds a lock while the work runs, so that two starts at once do not write over each other. A folder is made
 * (atomic on every file system) and holds the owner's process id; the lock of a process that has gone is taken over.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  await mkdir(path.dirname(folder), { recursive: true });
  let waiting = false;
  while (!(await take(folder))) {
    if (!waiting) say(`waiting for another Retinue script that holds ${folder}`);
    waiting = true;
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @returns {Promise<boolean>} */
async function take(folder) {
  try {
    await mkdir(folder);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
    if (!(await isStale(folder))) return false;
    await rm(folder, { recursive: true, force: true });
    return take(folder);
  }
  await writeFile(path.join(folder, 'pid'), String(process.pid));
  return true;
}

/** @param {string} folder */
async function isStale(folder) {
  try {
    const pid = Number(await readFile(path.join(folder, 'pid'), 'utf8'));
    if (pid > 0) return !isAlive(pid);
    return Date.now() - (await stat(folder)).mtimeMs > NAMELESS_MS;
  } catch (thrown) {
    if (codeOf(thrown) !== 'ENOENT') throw thrown;
    const age = await stat(folder).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    return age > NAMELESS_MS;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) === 'EPERM'; // it exists and belongs to somebody else
  }
}

/** @param {unknown} thrown */
export function codeOf(thrown) {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
