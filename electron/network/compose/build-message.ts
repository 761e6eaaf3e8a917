import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fail, FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { contentFaults, faultSentence } from '../../../shared/mail/compose/check-draft.ts';
import type { Draft, DraftAttachment } from '../../../shared/mail/compose/draft.ts';
import { lookAt, type SteadyFile, steadyBytes } from '../transfer/upload/steady-file.ts';
import { LINE_BYTES } from '../transfer/upload/base64-lines.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';
import { bodyTree } from './body-tree.ts';
import { headerFields } from './header-fields.ts';

/** Bytes of a file that are read at a time; whole lines of base64. */
const READ_BYTES = 4096 * LINE_BYTES;

export interface BuildOptions {
  /** Path of each attachment's bytes, by its id. */
  readonly files: ReadonlyMap<string, string>;
  /** Where the message is to lie. What lies there already is replaced in one step. */
  readonly out: string;
  /** Of the Date field, in milliseconds. */
  readonly now: number;
  /** Letters and digits that no part of the message knows: of the dividing lines. */
  readonly boundary: string;
  readonly signal?: AbortSignal;
}

/** A message on disk, as it will be sent. */
export interface BuiltMessage {
  readonly messageId: string;
  readonly bytes: number;
  /** Of all bytes, in hex. */
  readonly sha256: string;
  /** Addresses that everybody can read in it. */
  readonly shown: readonly string[];
  /** Addresses that get it beside those, of which it says nothing. */
  readonly hidden: readonly string[];
}

/**
 * Writes the message that a draft becomes: fixed bytes, on disk before this resolves, in about 2 MiB of memory whatever
 * its size. Rejects with 'invalid-input' for a draft with a fault or a file that cannot be read, 'conflict' for a file
 * that is not or does not stay as it was attached, 'storage-full' or 'forbidden' for a disk that takes nothing, and when
 * stopped. Then nothing of it is left.
 */
export async function buildMessage(draft: Draft, options: BuildOptions): Promise<BuiltMessage> {
  const [fault] = contentFaults(draft);
  if (fault) throw fail('invalid-input', faultSentence(fault));
  const files = await steadyFiles(draft.attachments, options.files);
  const written = await writtenWhole(options.out, messageBytes(draft, files, options));
  return {
    messageId: draft.messageId,
    ...written,
    shown: [...draft.to, ...draft.cc].map(({ address }) => address),
    hidden: draft.bcc.map(({ address }) => address),
  };
}

async function steadyFiles(
  attachments: readonly DraftAttachment[],
  paths: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, SteadyFile>> {
  const files = new Map<string, SteadyFile>();
  for (const { id, name, size } of attachments) {
    const found = paths.get(id);
    if (found === undefined) throw fail('invalid-input', faultSentence({ code: 'missing-attachment', name }));
    const file = await lookAt(found, name);
    if (file.size !== size) throw changed(name);
    files.set(id, file);
  }
  return files;
}

async function* messageBytes(
  draft: Draft,
  files: ReadonlyMap<string, SteadyFile>,
  { now, boundary, signal }: BuildOptions,
): AsyncGenerator<Uint8Array, void, void> {
  yield Buffer.from(headerFields(draft, now));
  const tree = bodyTree(draft, {
    boundary,
    open: ({ id, name }) => Readable.from(fileBytes(files.get(id), name), { objectMode: false }),
  });
  for await (const chunk of tree.createReadStream()) {
    signal?.throwIfAborted();
    yield chunk as Uint8Array;
  }
}

/** Copies, because the file's reader uses its blocks again while the encoder still holds them. */
async function* fileBytes(
  file: SteadyFile | undefined,
  name: string,
): AsyncGenerator<Uint8Array, void, void> {
  if (file === undefined) throw changed(name);
  try {
    for await (const block of steadyBytes(file, READ_BYTES)) yield Buffer.from(block);
  } catch (thrown) {
    throw thrown instanceof FailureError && thrown.failure.kind === 'conflict' ? changed(name) : thrown;
  }
}

/** Writes beside the place, syncs, and gives the name in one step: there is never half a message under it. */
async function writtenWhole(
  out: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const fresh = `${out}.new`;
  try {
    const file = await open(fresh, 'w', 0o600).catch(refused);
    const told = await written(file, chunks).finally(() => file.close());
    await rename(fresh, out).catch(refused);
    await synced(path.dirname(out));
    return told;
  } catch (thrown) {
    await rm(fresh, { force: true });
    throw thrown;
  }
}

async function written(
  file: FileHandle,
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    await file.writeFile(chunk).catch(refused);
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  await file.sync().catch(refused);
  return { bytes, sha256: hash.digest('hex') };
}

/** The name is on disk as well. Windows has no such call for folders, and keeps names without. */
async function synced(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder).catch(refused);
  await handle
    .sync()
    .catch(refused)
    .finally(() => handle.close());
}

function changed(name: string): FailureError {
  return fail(
    'conflict',
    told(
      'The file "{name}" was changed or removed after it was attached. Retinue stopped before the message was complete and sent nothing. Attach the file again.',
      { name },
    ),
  );
}

function refused(thrown: unknown): never {
  const code = codeOf(thrown);
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  throw fail(
    full ? 'storage-full' : 'forbidden',
    full
      ? told(
          'The disk has no room for the message ({code}). Retinue sent nothing and keeps the draft. Make room, then send it again.',
          { code },
        )
      : told(
          "The message cannot be written to the disk ({code}). Retinue sent nothing and keeps the draft. Check the folder's permissions and the disk, then send it again.",
          { code },
        ),
    { detail: code },
    thrown,
  );
}
