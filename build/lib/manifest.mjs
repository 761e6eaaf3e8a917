import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** @typedef {{ path: string, size: number, mtimeMs: number, sha256: string }} ManifestEntry */

const NAME = 'manifest.json';

/** The SHA-256 of a file, in hex. @param {string} file */
export async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Every file below a folder, relative to it, sorted; links to folders are not followed. @param {string} folder */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Writes down what is in a folder, so that a later start can tell whether it is still that. @param {string} folder */
export async function writeManifest(folder) {
  /** @type {ManifestEntry[]} */
  const entries = [];
  for (const name of await filesBelow(folder)) {
    const { size, mtimeMs } = await stat(path.join(folder, name));
    entries.push({ path: name, size, mtimeMs, sha256: await sha256(path.join(folder, name)) });
  }
  await writeFile(path.join(folder, NAME), JSON.stringify(entries));
}

/**
 * True when every file is still as it was written down. Size and time are enough where both are the same; a file
 * with another time (a copied cache) is read and compared by checksum.
 * @param {string} folder
 */
export async function matchesManifest(folder) {
  const text = await readFile(path.join(folder, NAME), 'utf8').catch(() => null);
  if (text === null) return false;
  /** @type {ManifestEntry[]} */
  const entries = JSON.parse(text);
  for (const entry of entries) {
    const file = path.join(folder, entry.path);
    const found = await stat(file).catch(() => null);
    if (found?.size !== entry.size) return false;
    if (found.mtimeMs !== entry.mtimeMs && (await sha256(file)) !== entry.sha256) return false;
  }
  return true;
}
