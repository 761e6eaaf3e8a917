import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import * as v from 'valibot';
import { fail, FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { RESTORED } from '../../platform/restored.ts';
import type { DataFolders } from '../folders.ts';
import { ABOUT, aboutSchema, keptPlaces, placeOf, WHOLE, wholeSchema } from './contents.ts';
import { readTar, type TarEntry } from './tar.ts';

/** Where a back-up waits until the next start puts it in place, and what says that all of it is there. */
const WAITING = 'restore';
const READY = 'ready.json';

/** Whether anything is here that a back-up would have to replace. `accounts`: those besides the demo. */
export async function isFresh(folders: DataFolders, accounts: number): Promise<boolean> {
  if (accounts > 0) return false;
  for (const folder of [folders.local, folders.drafts, folders.spool])
    if ((await filesIn(folder)).length > 0) return false;
  return true;
}

/**
 * Unpacks a back-up beside the profile, and looks whether it is whole. Nothing here changes before the next start puts it in
 * place (`placeRestored`). Rejects with a FailureError, and leaves nothing then.
 */
export async function unpackBackUp(
  folders: DataFolders,
  archive: string,
): Promise<{ readonly files: number }> {
  const waiting = path.join(profileOf(folders), WAITING);
  await rm(waiting, { recursive: true, force: true });
  await mkdir(waiting, { recursive: true, mode: 0o700 });
  try {
    const files = await unpacked(archive, waiting, new Set(keptPlaces(folders).keys()));
    await markSpool(path.join(waiting, path.basename(folders.spool)));
    await writeFile(path.join(waiting, READY), '{}\n', { flush: true });
    return { files };
  } catch (thrown) {
    await rm(waiting, { recursive: true, force: true });
    if (thrown instanceof FailureError) throw thrown;
    const { code } = thrown as NodeJS.ErrnoException;
    // What zlib says of a file that is none of its own, or was cut.
    if (code === undefined || code.startsWith('Z_')) throw fail('malformed-response', NOT_WHOLE, {}, thrown);
    throw fail(
      'forbidden',
      told('The back-up could not be read or unpacked ({code}). Nothing was changed here.', { code }),
      { detail: code },
    );
  }
}

/** Before anything is opened: puts a back-up that was unpacked into its place. A start that broke off goes on with it. */
export async function placeRestored(folders: DataFolders): Promise<void> {
  const waiting = path.join(profileOf(folders), WAITING);
  const isReady = await readFile(path.join(waiting, READY)).then(
    () => true,
    () => false,
  );
  if (!isReady) {
    await rm(waiting, { recursive: true, force: true });
    return;
  }
  for (const [top, place] of keptPlaces(folders)) {
    const restored = path.join(waiting, top);
    if (!(await readdir(waiting)).includes(top)) continue;
    // It was fresh: what stands there is what a start makes.
    await rm(place, { recursive: true, force: true });
    await rename(restored, place);
  }
  await rm(waiting, { recursive: true, force: true });
}

/** What is in it was on its way when the back-up was made: nobody knows what became of it since. */
async function markSpool(spool: string): Promise<void> {
  await mkdir(spool, { recursive: true, mode: 0o700 });
  await writeFile(path.join(spool, RESTORED), '', { flush: true });
}

async function unpacked(archive: string, waiting: string, tops: ReadonlySet<string>): Promise<number> {
  let files = 0;
  let isOurs = false;
  let whole: number | null = null;
  const source = createReadStream(archive);
  const gunzip = createGunzip();
  const all = pipeline(source, gunzip);
  all.catch(() => undefined);
  try {
    for await (const entry of readTar(gunzip)) {
      if (entry.name === ABOUT) isOurs = v.is(aboutSchema, await jsonOf(entry));
      else if (entry.name === WHOLE) whole = wholeOf(await jsonOf(entry));
      else {
        const place = isOurs ? placeOf(entry.name, waiting, tops) : null;
        if (place === null) throw fail('malformed-response', NOT_OURS);
        if (entry.isFolder === true) {
          await mkdir(place, { recursive: true, mode: 0o700 });
          continue;
        }
        await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
        await pipeline(
          Readable.from(entry.bytes()),
          createWriteStream(place, { flags: 'wx', mode: 0o600, flush: true }),
        );
        files += 1;
      }
    }
    await all;
  } finally {
    source.destroy();
  }
  if (whole !== files) throw fail('malformed-response', NOT_WHOLE);
  return files;
}

async function jsonOf(entry: TarEntry): Promise<unknown> {
  if (entry.size > 65_536) return null;
  const pieces: Buffer[] = [];
  for await (const piece of entry.bytes()) pieces.push(piece);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown;
  } catch {
    return null; // no schema takes it
  }
}

function wholeOf(value: unknown): number | null {
  const read = v.safeParse(wholeSchema, value);
  return read.success ? read.output.files : null;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

function profileOf(folders: DataFolders): string {
  return path.dirname(folders.accounts);
}

const NOT_WHOLE = told(
  'This file is not a whole back-up of Retinue: it is damaged, or ends too early. Nothing was changed here. Choose another one.',
);
const NOT_OURS = told(
  'This file is no back-up that Retinue wrote. Nothing was changed here. Choose another one.',
);
