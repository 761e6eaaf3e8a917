import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { keptDraftSchema, NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import { replaceFile } from '../replace-file.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';
import { syncFolder } from '../transfer/part/journal.ts';
import { readBack } from './read-back.ts';

/** Ids of drafts and of their attachments: names of folders and files, made by us. */
export const DRAFT_ID = /^[0-9a-f]{32}$/;

/** On disk beside the draft itself. */
const fileSchema = v.object({ ...keptDraftSchema.entries, sendingSince: v.nullable(v.number()) });
/** A draft with what only the network process knows of it. `sendingSince`: it was being handed to the outbox. */
export type DraftFile = Readonly<v.InferOutput<typeof fileSchema>>;

const FILE = 'draft.json';

export const draftFolder = (root: string, id: string) => path.join(root, id);
export const attachmentPath = (root: string, id: string, attachmentId: string) =>
  path.join(root, id, attachmentId);

/** Replaces the draft in one step: after a crash the old one or the new one is there, whole. Throws the system's error. */
export async function writeDraft(root: string, file: DraftFile): Promise<void> {
  const folder = draftFolder(root, file.draft.id);
  if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(root);
  await replaceFile(folder, FILE, async (handle) => await handle.writeFile(JSON.stringify(file)));
}

/** A draft whose message is in the outbox keeps its folder under this name, until the message has gone or comes back. */
const HANDED = 'sent-';
export const handedFolder = (id: string) => `${HANDED}${id}`;
/** Of whose message a folder is; null for another folder. */
export const handedId = (name: string) => {
  const id = name.startsWith(HANDED) ? name.slice(HANDED.length) : '';
  return DRAFT_ID.test(id) ? id : null;
};

/** The message is in the outbox: the draft is set aside, so that it can be taken back with everything in it. */
export async function setAside(root: string, id: string): Promise<void> {
  await rm(path.join(draftFolder(root, id), 'message.eml.new'), { force: true });
  await rename(draftFolder(root, id), path.join(root, handedFolder(id)));
  await syncFolder(root);
}

/**
 * A message that was taken back is a draft again. It is another message from now on, so that no trace of the first can be
 * taken for it. A crash in between leaves it set aside, and it comes back at the next start.
 */
export async function bringBack(root: string, id: string, nextId: string, now: number): Promise<void> {
  const folder = path.join(root, handedFolder(id));
  const file = await fileIn(folder);
  const messageId = `<${nextId}${file.draft.messageId.slice(file.draft.messageId.lastIndexOf('@'))}`;
  const draft = { ...file.draft, id: nextId, messageId };
  const next = { ...file, draft, open: true, touched: true, savedAt: now, sendingSince: null };
  await replaceFile(folder, FILE, async (handle) => await handle.writeFile(JSON.stringify(next)));
  await rename(folder, draftFolder(root, nextId));
  await syncFolder(root);
}

/** A message without a draft here (a piece of a split one) was taken back. */
export interface TakenBack {
  readonly id: string;
  readonly emlPath: string;
  readonly accountId: string;
  readonly messageId: string;
  /** Addresses of Bcc, of which the message says nothing. */
  readonly hidden: readonly string[];
}

/** Makes a draft of a message, as `bringBack` does of one that was set aside. A crash in between leaves what is swept. */
export async function makeBack(
  root: string,
  { emlPath, accountId, messageId, hidden }: TakenBack,
  id: string,
  { newId, now }: { readonly newId: () => string; readonly now: number },
): Promise<void> {
  const fresh = `.gone-${newId()}`;
  await mkdir(path.join(root, fresh), { mode: 0o700 });
  try {
    const read = await readBack(emlPath, async (stream) => {
      const attachmentId = newId();
      return { id: attachmentId, size: await writeAttachment(root, fresh, attachmentId, { stream }) };
    });
    const bcc = hidden.map((address) => ({ name: '', address }));
    const next = `<${id}${messageId.slice(messageId.lastIndexOf('@'))}`;
    const draft = { ...read, id, accountId, messageId: next, bcc };
    const kept = {
      draft,
      refused: NONE_REFUSED,
      open: true,
      touched: true,
      savedAt: now,
      sendingSince: null,
    };
    await replaceFile(
      path.join(root, fresh),
      FILE,
      async (handle) => await handle.writeFile(JSON.stringify(kept)),
    );
    await rename(path.join(root, fresh), draftFolder(root, id));
  } catch (thrown) {
    await rm(path.join(root, fresh), { recursive: true, force: true });
    throw thrown;
  }
  await syncFolder(root);
}

/** Remembers of which messages there are, or were, drafts again: none becomes two. */
const BACK = 'back-';
export const backId = (name: string) => (name.startsWith(BACK) ? name.slice(BACK.length) : null);
export async function markBack(root: string, id: string): Promise<void> {
  await replaceFile(root, `${BACK}${id}`, async () => undefined);
}
export async function unmarkBack(root: string, id: string): Promise<void> {
  await rm(path.join(root, `${BACK}${id}`), { force: true });
}

/** Reads a draft. Rejects with 'malformed-response' where it cannot be read, with 'not-found' where it is gone. */
export async function readDraft(root: string, id: string): Promise<DraftFile> {
  const file = await fileIn(draftFolder(root, id));
  if (file.draft.id === id) return file;
  throw damaged(draftFolder(root, id));
}

async function fileIn(folder: string): Promise<DraftFile> {
  const text = await readFile(path.join(folder, FILE), 'utf8').catch((thrown: unknown) => {
    if (codeOf(thrown) !== 'ENOENT') throw thrown;
    throw fail('not-found', told('This draft is no longer on this computer.'));
  });
  const found = v.safeParse(fileSchema, parsed(text));
  if (found.success) return found.output;
  throw damaged(folder);
}

function damaged(folder: string) {
  return fail(
    'malformed-response',
    told(
      'A draft on this computer is damaged and cannot be read. Retinue left it as it is in {folder} (draft-damaged).',
      { folder },
    ),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the schema says so
  }
}

/** Copies a file, or bytes, into the draft's folder; on disk for good when this resolves. Gives its size. */
export async function writeAttachment(
  root: string,
  id: string,
  attachmentId: string,
  source:
    | { readonly path: string }
    | { readonly bytes: Uint8Array }
    | { readonly stream: AsyncIterable<Uint8Array> },
): Promise<number> {
  const folder = draftFolder(root, id);
  let size = 0;
  await replaceFile(folder, attachmentId, async (handle) => {
    if ('bytes' in source) {
      await handle.writeFile(source.bytes);
      size = source.bytes.byteLength;
      return;
    }
    const stream: AsyncIterable<Uint8Array> =
      'stream' in source ? source.stream : createReadStream(source.path, { highWaterMark: 1024 * 1024 });
    for await (const bytes of stream) {
      await handle.writeFile(bytes);
      size += bytes.byteLength;
    }
  });
  return size;
}

/** Which attachments' bytes are here, with their sizes. */
export async function presentAttachments(root: string, id: string): Promise<ReadonlyMap<string, number>> {
  const names = await readdir(draftFolder(root, id));
  const sizes = new Map<string, number>();
  for (const name of names.filter((each) => DRAFT_ID.test(each)))
    sizes.set(name, (await stat(attachmentPath(root, id, name))).size);
  return sizes;
}

/** Removes what no draft names any more and what was being written when the program ended. */
export async function sweepFolder(root: string, { draft }: DraftFile): Promise<void> {
  const wanted = new Set([FILE, ...draft.attachments.map(({ id }) => id)]);
  for (const name of await readdir(draftFolder(root, draft.id)))
    if (!wanted.has(name) && (name.endsWith('.new') || DRAFT_ID.test(name)))
      await rm(path.join(draftFolder(root, draft.id), name), { force: true });
}

/** Removes a draft: out of sight in one step, then its files. A crash in between leaves what `openDrafts` sweeps. */
export async function removeDraft(root: string, name: string, discarded: string): Promise<void> {
  const away = path.join(root, discarded);
  await rename(path.join(root, name), away);
  await syncFolder(root);
  await rm(away, { recursive: true, force: true });
}
