import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImportProgress, ImportReport, Refused } from '../../../shared/contracts/inout.ts';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import { type Told, told, toldOf } from '../../../shared/language/told.ts';
import { cleanFolderName, folderNameFault } from '../../../shared/mail/folder-name.ts';
import { NO_MARKS, type StoredMarks } from '../../../shared/mail/mbox/marks.ts';
import { readMbox } from '../../../shared/mail/mbox/read-mbox.ts';
import type { Clock } from '../clock.ts';
import { readCategories } from '../local/categories-file.ts';
import type { LocalStore } from '../local/local-store.ts';
import { openMaildir } from '../local/maildir.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';
import { withFile } from './file-source.ts';
import { type Found, type FoundMail, findMail } from './find-mail.ts';
import { headerTime } from './header-time.ts';

export interface ImportDeps {
  readonly store: LocalStore;
  readonly clock: Clock;
  /** Resolves when the next message may come in: at once, unless the import is paused. */
  readonly turn: () => Promise<void>;
}

const TOLD_EVERY_MS = 250;

/**
 * Takes all mail at these places into the mailbox on this computer, folder by folder, with its marks. A message whose bytes
 * are in its folder already is counted and not written again, so that the same import may run twice, or go on after it
 * was stopped. Rejects never: what ended it is in the report, with all that came in.
 */
export async function importMail(
  { store, clock, turn }: ImportDeps,
  chosen: readonly string[],
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportReport> {
  const tally = createTally();
  let told = -Infinity;
  const tell = (file: string, bytes: number, total: number) => {
    if (clock.now() - told < TOLD_EVERY_MS) return;
    told = clock.now();
    onProgress({ file: path.basename(file), messages: tally.messages(), bytes, total });
  };
  const add = async (file: string, offset: number | null, folder: string, mail: Mail) => {
    await turn();
    signal.throwIfAborted();
    try {
      const { isNew } = await store.add(folder, {
        ...mail,
        time: (header) => headerTime(header, mail.since),
      });
      tally.came(folder, isNew);
    } catch (thrown) {
      const failure = toFailure(thrown);
      // A disk that is full refuses the next one too.
      if (failure.kind === 'storage-full' || failure.kind === 'cancelled' || codeOf(thrown) === 'EROFS')
        throw thrown;
      tally.refuse({ file, offset, ...toldOf(failure) });
    }
  };
  const take = async (found: FoundMail, done: number, total: number) => {
    const folder = await madeFolder(store, found.folder);
    const at = (bytes: number) => tell(found.path, done + bytes, total);
    at(0);
    switch (found.kind) {
      case 'eml':
        if (found.size === 0) return tally.refuse({ file: found.path, offset: null, ...EMPTY });
        return await add(found.path, null, folder, await fileMail(found.path, NO_MARKS));
      case 'mbox':
        return await takeMbox(found, folder, add, tally, at);
      case 'maildir':
        return await takeMaildir(found, folder, add, tally, at);
    }
  };

  let ended: Failure | null = null;
  try {
    const all = await findAll(chosen, tally, signal);
    const total = all.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    for (const found of all) {
      try {
        await take(found, done, total);
      } catch (thrown) {
        if (isOver(thrown, signal)) throw thrown;
        tally.refuse({ file: found.path, offset: null, ...unread(thrown) });
      }
      done += found.size;
    }
  } catch (thrown) {
    ended = toFailure(thrown);
  }
  return { ...tally.report(), ended };
}

/** A message from a file; `since`: its time where its header has none. */
interface Mail {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly marks: StoredMarks;
  readonly since: number;
}
type Add = (file: string, offset: number | null, folder: string, mail: Mail) => Promise<void>;

async function findAll(
  chosen: readonly string[],
  tally: Tally,
  signal: AbortSignal,
): Promise<readonly FoundMail[]> {
  const all: FoundMail[] = [];
  const note = (found: Found) => {
    if (found.kind !== 'other') all.push(found);
    else if (found.isChosen) tally.refuse({ file: found.path, offset: null, ...NO_MAIL });
    else tally.other();
  };
  for (const each of chosen)
    try {
      for await (const found of findMail(each)) {
        signal.throwIfAborted();
        note(found);
      }
    } catch (thrown) {
      if (isOver(thrown, signal)) throw thrown;
      tally.refuse({ file: each, offset: null, ...unread(thrown) });
    }
  return all;
}

async function takeMbox(
  found: FoundMail,
  folder: string,
  add: Add,
  tally: Tally,
  at: (bytes: number) => void,
) {
  const { mtimeMs } = await stat(found.path);
  await withFile(found.path, async (source) => {
    for await (const item of readMbox(source)) {
      if (item.kind === 'stray') {
        tally.refuse({ file: found.path, offset: item.stray.offset, ...STRAY });
        continue;
      }
      const { offset, isExpunged, marks, bytes } = item.message;
      at(offset);
      if (isExpunged) tally.deleted();
      else await add(found.path, offset, folder, { bytes: bytes(), marks, since: mtimeMs });
    }
  });
}

async function takeMaildir(
  found: FoundMail,
  folder: string,
  add: Add,
  tally: Tally,
  at: (bytes: number) => void,
) {
  const maildir = openMaildir(found.path);
  const categories = await readCategories(found.path, (file) =>
    tally.refuse({ file, offset: null, ...NO_CATEGORIES }),
  );
  let bytes = 0;
  for (const kept of await maildir.list()) {
    at(bytes);
    const marks = { ...kept.marks, categories: categories.get(kept.unique) ?? [] };
    const file = maildir.pathOf(kept);
    const mail = await fileMail(file, marks);
    await add(file, null, folder, kept.time === null ? mail : { ...mail, since: kept.time });
    bytes += kept.size ?? 0;
  }
}

async function fileMail(file: string, marks: StoredMarks): Promise<Mail> {
  const { mtimeMs } = await stat(file);
  return { bytes: createReadStream(file) as AsyncIterable<Buffer>, marks, since: mtimeMs };
}

/** The folder of these names, made where it is missing. */
async function madeFolder(store: LocalStore, names: readonly string[]): Promise<string> {
  const folder = names.map((name) => `/${possible(name)}`).join('');
  if (!(await store.hasFolder(folder)))
    // Each of those above is a folder as well, or nobody could open them.
    for (let end = 1; end <= names.length; end += 1) {
      const above = names
        .slice(0, end)
        .map((name) => `/${possible(name)}`)
        .join('');
      if (!(await store.hasFolder(above))) await store.makeFolder(above);
    }
  return folder;
}

/** The name as near as a folder can be called so. */
function possible(name: string): string {
  const clean = cleanFolderName(name.replace(/[/\\\p{Cc}]/gu, '_')).replace(/\.+$/, '');
  if (folderNameFault(clean, 'local') === null) return clean;
  const short = cleanFolderName(
    Array.from(clean.replace(/[^\p{L}\p{N} ._-]/gu, '_'))
      .slice(0, 60)
      .join(''),
  );
  return folderNameFault(short, 'local') === null ? short : 'Import';
}

/** Nothing more comes in. */
function isOver(thrown: unknown, signal: AbortSignal): boolean {
  return signal.aborted || ['storage-full', 'cancelled'].includes(toFailure(thrown).kind);
}

interface Tally {
  messages(): number;
  came(folder: string, isNew: boolean): void;
  deleted(): void;
  other(): void;
  refuse(refused: Refused): void;
  report(): Omit<ImportReport, 'ended'>;
}

function createTally(): Tally {
  const counts = { added: 0, already: 0, deleted: 0, others: 0 };
  const refused: Refused[] = [];
  const folders = new Set<string>();
  return {
    messages: () => counts.added + counts.already,
    came(folder, isNew) {
      counts[isNew ? 'added' : 'already'] += 1;
      folders.add(folder);
    },
    deleted: () => void (counts.deleted += 1),
    other: () => void (counts.others += 1),
    refuse: (each) => void refused.push(each),
    report: () => ({ ...counts, refused, folders: [...folders] }),
  };
}

function unread(thrown: unknown): Told {
  const failure = toFailure(thrown);
  const code = codeOf(thrown);
  return failure.kind === 'bug' && code !== ''
    ? told(
        'This file or folder could not be read ({code}). Retinue went on with the others. Check its permissions, then import it again.',
        { code },
      )
    : toldOf(failure);
}

const NO_CATEGORIES = told(
  'The categories of this Maildir could not be read. Its messages came in without them.',
);
const EMPTY = told('This file is empty. There is no message in it.');
const NO_MAIL = told(
  'This is neither a message, nor an mbox, nor a Maildir. Retinue took nothing from it. Choose another file.',
);
const STRAY = told(
  'This part of the file does not begin as a message in an mbox does. Retinue took nothing from it and went on with the next message.',
);
