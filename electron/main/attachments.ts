import { randomBytes } from 'node:crypto';
import { constants, rmSync } from 'node:fs';
import { chmod, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import { cleanAttachmentName } from '../../shared/mail/attachment-name.ts';
import { attachmentWarning } from '../../shared/mail/attachment-risk.ts';
import { freeName } from '../platform/free-name.ts';
import { markAsForeign } from '../platform/quarantine.ts';
import { type ChosenFolder, createChosenFolders } from './chosen-folders.ts';

/** Enough to tell what a file is. */
const START_BYTES = 512;

export interface AttachmentsOptions {
  /** Where the network process keeps fetched files, by id. */
  readonly files: string;
  /** Where private copies for other programs go; wiped at start and at quit. */
  readonly opened: string;
  /** Opens a file with the system's program; gives '' or what went wrong. */
  readonly openPath: (file: string) => Promise<string>;
  /** Asks where to save; null when the person thought better of it. */
  readonly askWhere: (name: string) => Promise<string | null>;
  /** Asks for a folder; null when the person thought better of it. */
  readonly askFolder: () => Promise<string | null>;
  /** Stands for a folder that was chosen; not to be guessed. */
  readonly newToken: () => string;
  /** Hands a file to the drag that is under way in the window. */
  readonly drag: (file: string) => Promise<void>;
  readonly platform: NodeJS.Platform;
}

export interface Attachments {
  open(fileId: string, name: string): Promise<null>;
  /** Goes on with a drag that began on an attachment: what is dropped elsewhere is a private copy. */
  drag(fileId: string, name: string): Promise<null>;
  save(fileId: string, name: string): Promise<{ readonly path: string } | null>;
  /** Asks for the folder of `saveAll`; null when the person thought better of it. */
  chooseFolder(): Promise<ChosenFolder | null>;
  /** One of many, as soon as it is whole: under its own name, never in another file's place. */
  saveAll(token: string, fileId: string, name: string): Promise<{ readonly name: string }>;
  /** Removes every private copy. Synchronous: it is the last thing that happens at quit. */
  wipe(): void;
}

/** Opening and saving of fetched attachments. `fileId` is hex by schema, so it is one path component. */
export function createAttachments(options: AttachmentsOptions): Attachments {
  const wipe = () => rmSync(options.opened, { recursive: true, force: true });
  wipe(); // what a crash left
  const folders = createChosenFolders({ ask: options.askFolder, newToken: options.newToken });
  /** For another program, under the name that it has in its message. */
  const privateCopy = async (fileId: string, name: string): Promise<string> => {
    const source = await sourceOf(options.files, fileId);
    await refuseRisky(source, safeName(name));
    const folder = path.join(options.opened, randomBytes(8).toString('hex'));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(options.opened, 0o700); // also where the umask or an older folder said otherwise
    const copy = path.join(folder, safeName(name));
    await copyFile(source, copy, constants.COPYFILE_FICLONE);
    await chmod(copy, 0o600);
    await markAsForeign(copy, options.platform, Date.now());
    return copy;
  };
  return {
    wipe,
    async drag(fileId, name) {
      await options.drag(await privateCopy(fileId, name));
      return null;
    },
    async open(fileId, name) {
      const copy = await privateCopy(fileId, name);
      const problem = await options.openPath(copy);
      if (problem === '') return null;
      throw fail('unsupported', told('No program on this computer opens this attachment. Save it instead.'), {
        detail: problem,
      });
    },
    async save(fileId, name) {
      const source = await sourceOf(options.files, fileId);
      const target = await options.askWhere(safeName(name));
      if (target === null) return null;
      await copyAtomically(source, target);
      await markAsForeign(target, options.platform, Date.now());
      return { path: target };
    },
    chooseFolder: () => folders.choose(),
    async saveAll(token, fileId, name) {
      const folder = folders.pathOf(token);
      const source = await sourceOf(options.files, fileId);
      const target = await copyBeside(source, folder, safeName(name));
      await markAsForeign(target, options.platform, Date.now());
      return { name: path.basename(target) };
    },
  };
}

/** The window has cleaned the name already; main does not take its word for it. */
function safeName(name: string): string {
  return cleanAttachmentName(name, 'application/octet-stream');
}

/** Judged once more here, by the name that the system will see and by the first bytes. */
async function refuseRisky(source: string, name: string): Promise<void> {
  const warning = attachmentWarning({ name, mimeType: '', start: await startOf(source) });
  if (warning === null) return;
  throw fail('forbidden', told('Retinue opens no attachment that it warns of. Save it if you trust it.'), {
    detail: warning.sentence,
  });
}

async function startOf(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function sourceOf(files: string, fileId: string): Promise<string> {
  const source = path.join(files, fileId);
  const found = await stat(source).catch(() => null);
  if (found?.isFile()) return source;
  throw fail('not-found', told('The fetched attachment is no longer on this computer. Fetch it again.'));
}

/** Copies under a free name in the folder and gives the path. Where that fails, nothing of it stays there. */
async function copyBeside(source: string, folder: string, name: string): Promise<string> {
  const target = await reserved(folder, name);
  try {
    await copyAtomically(source, target);
    return target;
  } catch (thrown) {
    await rm(target, { force: true });
    throw thrown;
  }
}

/** A free name, kept by an empty file of ours until the copy takes its place. */
async function reserved(folder: string, name: string): Promise<string> {
  for (;;) {
    try {
      const target = await freeName(folder, name);
      await (await open(target, 'wx', 0o600)).close();
      return target;
    } catch (thrown) {
      // Somebody was faster: the next name.
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST')
        throw saveFailure(thrown, path.join(folder, name));
    }
  }
}

/** The target is the old file or the whole new one, never half of it. */
async function copyAtomically(source: string, target: string): Promise<void> {
  const beside = `${target}.${randomBytes(4).toString('hex')}.part`;
  try {
    await copyFile(source, beside, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const handle = await open(beside, 'r+');
    try {
      await handle.chmod(0o600);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw saveFailure(thrown, target);
  }
}

function saveFailure(thrown: unknown, target: string) {
  const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
  if (code === 'ENOSPC') {
    return fail(
      'storage-full',
      told('The disk is full. Retinue kept nothing of this file there. Free some space and save again.'),
      {
        detail: code,
      },
    );
  }
  return fail(
    'forbidden',
    told('The file could not be written to {folder} ({code}). Choose another folder.', {
      folder: path.dirname(target),
      code,
    }),
    {
      detail: code,
    },
  );
}
