import { chmod, mkdir, open, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const SYMLINK = 0o120000;

/**
 * Unpacks the files of a zip that `place` gives a path for (relative to `to`; null leaves a file out). Small on
 * purpose: for archives whose checksum was verified, without zip64, encryption or multiple disks. It is here because
 * a bare Debian has no unzip.
 * @param {string} zip
 * @param {string} to
 * @param {(name: string) => string | null} place
 */
export async function unzip(zip, to, place) {
  const file = await open(zip);
  try {
    for (const entry of await directoryOf(file)) {
      const target = entry.name.endsWith('/') ? null : place(entry.name);
      if (target !== null) await extract(file, entry, inside(to, target));
    }
  } finally {
    await file.close();
  }
}

/**
 * The central directory, which stands at the end of the file (APPNOTE 4.3.12, 4.3.16).
 * @param {import('node:fs/promises').FileHandle} file
 */
async function directoryOf(file) {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || tail.readUInt32LE(end) !== END) throw new Error('this file is not a zip archive');
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  for (let at = 0; at < directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      stored: directory.readUInt16LE(at + 10) === 0,
      packed: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {{ stored: boolean, packed: number, mode: number, offset: number }} entry
 * @param {string} target
 */
async function extract(file, entry, target) {
  const local = await read(file, entry.offset, 30);
  const from = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = await read(file, from, entry.packed);
  const bytes = entry.stored ? packed : inflateRawSync(packed);
  await mkdir(path.dirname(target), { recursive: true });
  if ((entry.mode & 0o170000) === SYMLINK) return symlink(bytes.toString('utf8'), target);
  await writeFile(target, bytes);
  await chmod(target, entry.mode & 0o777 || 0o644);
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function read(file, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('the zip archive ends too early');
  return buffer;
}

/** @param {string} folder @param {string} name */
function inside(folder, name) {
  const target = path.resolve(folder, name);
  if (!target.startsWith(folder + path.sep))
    throw new Error(`the archive holds a path outside its folder: ${name}`);
  return target;
}
