import { readFile } from 'node:fs/promises';
import { contentOf } from '../mime/content.ts';
import { rawField } from '../mime/raw-headers.ts';
import type { NewFolder, NewMailbox, NewMessage } from '../store/content.ts';
import { messagesOfMbox } from './mbox.ts';
import { onFile, type SourceFile, type SourceFolder, sourceOf } from './source-files.ts';

/** When mail without a readable Date, or with one to come, counts as delivered, ms. */
export interface ImportWish {
  readonly now: number;
}

async function messageOf(raw: Buffer, file: SourceFile, now: number): Promise<NewMessage> {
  const content = await contentOf(raw);
  // `Status: RO` is how mail programs mark a message in an mbox as read.
  const status = rawField(content.summary.rawHeaders, 'status') ?? '';
  const flags = file.flags ?? { read: status.includes('R'), flagged: false, draft: false };
  return { content, received: Math.min(content.summary.date ?? now, now), ...flags };
}

async function messagesOf(files: readonly SourceFile[], now: number): Promise<readonly NewMessage[]> {
  const messages: NewMessage[] = [];
  for (const file of files) {
    const bytes = await onFile(file.path, () => readFile(file.path));
    const raws = file.kind === 'mbox' ? messagesOfMbox(bytes) : [bytes];
    for (const raw of raws) messages.push(await messageOf(raw, file, now));
  }
  return messages;
}

async function folderOf(source: SourceFolder, now: number): Promise<NewFolder> {
  const folders: NewFolder[] = [];
  for (const child of source.folders) folders.push(await folderOf(child, now));
  return { name: source.name, messages: await messagesOf(source.files, now), folders };
}

/** Folders of one name become one: two imports may bring the same names. Case does not matter, as on the server. */
function merged(folders: readonly NewFolder[]): readonly NewFolder[] {
  const byName = new Map<string, NewFolder>();
  for (const folder of folders) {
    const key = folder.name.toLowerCase();
    const there = byName.get(key);
    byName.set(key, {
      name: there?.name ?? folder.name,
      messages: [...(there?.messages ?? []), ...folder.messages],
      folders: merged([...(there?.folders ?? []), ...(folder.folders ?? [])]),
    });
  }
  return [...byName.values()];
}

/**
 * Reads `.eml` files, mbox files, Maildirs and folders of them. What lies at the top of each path goes to the Inbox,
 * sub-folders become folders beside it. Messages are served byte for byte as they lie in their file (an mbox: see
 * `messagesOfMbox`). Rejects with `invalid-input` and the path where something cannot be read.
 */
export async function importMailbox(paths: readonly string[], { now }: ImportWish): Promise<NewMailbox> {
  const tops: NewFolder[] = [];
  for (const given of paths) tops.push(await folderOf(await sourceOf(given), now));
  const inbox: NewFolder = {
    name: 'Inbox',
    role: 'inbox',
    messages: tops.flatMap((top) => [...top.messages]),
  };
  return {
    user: 'alex',
    displayName: 'Alex Dahl',
    address: 'alex@halvorsen-lie.example',
    folders: [inbox, ...merged(tops.flatMap((top) => top.folders ?? []))],
  };
}
