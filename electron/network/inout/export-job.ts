import { mkdir, type FileHandle, open, rename, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { ExportedMessage, ExportForm } from '../../../shared/contracts/inout.ts';
import { assertNever } from '../../../shared/errors.ts';
import { cleanAttachmentName } from '../../../shared/mail/attachment-name.ts';
import { quoteFrom } from '../../../shared/mail/mbox/from-lines.ts';
import { flagState } from '../../../shared/mail/follow-up.ts';
import { NO_MARKS, type StoredMarks } from '../../../shared/mail/mbox/marks.ts';
import { mboxHead, mboxTail } from '../../../shared/mail/mbox/write-mbox.ts';
import { freeName } from '../../platform/free-name.ts';
import { writeCategories } from '../local/categories-file.ts';
import { makeMaildir, openMaildir } from '../local/maildir.ts';
import { syncFolder } from '../transfer/part/journal.ts';
import { headerTime } from './header-time.ts';

/** What is written of one message. */
export interface Outgoing {
  readonly bytes: () => AsyncIterable<Uint8Array>;
  readonly message: ExportedMessage;
  /** Other than the message says; null: as it says. */
  readonly marks: StoredMarks | null;
}
/** Mail that is being written to a folder of the person's. Names are those of folders, from the top. */
export interface ExportJob {
  folder(names: readonly string[]): Promise<void>;
  /** One message; where that fails, nothing of it stays. */
  put(names: readonly string[], outgoing: Outgoing): Promise<void>;
  /** Gives its name to what is whole, or removes what is not (`keep` false). */
  end(keep: boolean): Promise<void>;
}

/** `untitled`: what a message without a subject is called. */
export function createExportJob(place: string, form: ExportForm, untitled: string): ExportJob {
  switch (form) {
    case 'eml':
      return emlJob(place, untitled);
    case 'mbox':
      return mboxJob(place);
    case 'maildir':
      return maildirJob(place);
    default:
      return assertNever(form);
  }
}

/** A file a message, called as its subject. Its marks have no place in it: it is what others are sent. */
function emlJob(place: string, untitled: string): ExportJob {
  const directoryOf = (names: readonly string[]) => path.join(place, ...names.map(safe));
  return {
    async folder(names) {
      await mkdir(directoryOf(names), { recursive: true });
    },
    async put(names, { bytes, message }) {
      const directory = directoryOf(names);
      await mkdir(directory, { recursive: true });
      const target = await freeName(directory, `${message.subject.trim() || untitled}.eml`);
      const part = `${target}.part`;
      try {
        const handle = await open(part, 'wx', 0o600);
        try {
          for await (const piece of bytes()) await handle.writeFile(piece);
          await handle.sync();
        } finally {
          await handle.close();
        }
        if (message.date !== null) await utimes(part, new Date(message.date), new Date(message.date));
        await rename(part, target);
      } catch (thrown) {
        await rm(part, { force: true });
        throw thrown;
      }
    },
    end: () => Promise.resolve(),
  };
}

interface OpenMbox {
  readonly target: string;
  readonly part: string;
  readonly handle: FileHandle;
  length: number;
}

/** A file a folder, `NAME.mbox`, with its subfolders in `NAME.sbd` as Thunderbird has them. */
function mboxJob(place: string): ExportJob {
  const files = new Map<string, OpenMbox>();
  const fileOf = async (names: readonly string[]): Promise<OpenMbox> => {
    const key = JSON.stringify(names);
    const known = files.get(key);
    if (known) return known;
    const above = names.slice(0, -1).map((name) => `${safe(name)}.sbd`);
    const directory = path.join(place, ...above);
    await mkdir(directory, { recursive: true });
    const target = await freeName(directory, `${safe(names.at(-1) ?? 'Mail')}.mbox`);
    const part = `${target}.part`;
    const opened = { target, part, handle: await open(part, 'wx', 0o600), length: 0 };
    files.set(key, opened);
    return opened;
  };
  return {
    folder: async (names) => void (await fileOf(names)),
    async put(names, { bytes, message, marks }) {
      const file = await fileOf(names);
      // The last byte decides what stands in front, so a message is read twice; it is here.
      const facts = await factsOf(bytes());
      const date = message.date ?? facts.date;
      const head = mboxHead({
        date,
        marks: marks ?? marksOf(message),
        lineEnd: facts.lineEnd,
        isOpen: facts.isOpen,
      });
      const lines = quoteFrom();
      let at = file.length;
      const write = async (piece: Uint8Array) => {
        for (let done = 0; done < piece.length; ) {
          const { bytesWritten } = await file.handle.write(piece, done, piece.length - done, at);
          done += bytesWritten;
          at += bytesWritten;
        }
      };
      try {
        await write(head);
        for await (const piece of bytes()) await write(lines.push(piece));
        await write(lines.end());
        await write(mboxTail(facts.isOpen));
        file.length = at;
      } catch (thrown) {
        await file.handle.truncate(file.length);
        throw thrown;
      }
    },
    async end(keep) {
      for (const { part, target, handle } of files.values()) {
        if (keep) await handle.sync();
        await handle.close();
        if (keep) await rename(part, target);
        else await rm(part, { force: true });
        await syncFolder(path.dirname(target));
      }
      files.clear();
    },
  };
}

/** A Maildir a folder, with its subfolders beside `cur` (dovecot's LAYOUT=fs). */
function maildirJob(place: string): ExportJob {
  const known = new Map<
    string,
    { readonly digests: Set<string>; readonly categories: Map<string, readonly string[]> }
  >();
  const directoryOf = (names: readonly string[]) => path.join(place, ...names.map(safe));
  const opened = async (names: readonly string[]) => {
    const directory = directoryOf(names);
    const before = known.get(directory);
    if (before) return { directory, ...before };
    await makeMaildir(directory);
    const one = { digests: new Set<string>(), categories: new Map<string, readonly string[]>() };
    known.set(directory, one);
    return { directory, ...one };
  };
  return {
    folder: async (names) => void (await opened(names)),
    async put(names, { bytes, message, marks }) {
      const { directory, digests, categories } = await opened(names);
      const time = (header: Uint8Array) => message.date ?? headerTime(header, 0);
      const { kept } = await openMaildir(directory).add(
        { bytes: bytes(), marks: marks ?? marksOf(message), time },
        digests,
      );
      if (kept.digest !== null) digests.add(kept.digest);
      if (message.categories.length > 0) categories.set(kept.unique, message.categories);
    },
    async end(keep) {
      if (!keep) return;
      for (const [directory, { categories }] of known)
        if (categories.size > 0) await writeCategories(directory, categories);
    },
  };
}

/** The marks of a message that is written outside, as its row says. */
export function marksOf({ read, flagged, followUp, categories }: ExportedMessage): StoredMarks {
  return { ...NO_MARKS, read, ...flagState(flagged, followUp), categories };
}

async function factsOf(bytes: AsyncIterable<Uint8Array>) {
  let last: number | undefined;
  let start = Buffer.alloc(0);
  for await (const piece of bytes) {
    if (start.length < 65_536) start = Buffer.concat([start, piece.subarray(0, 65_536)]);
    last = piece.at(-1) ?? last;
  }
  const newline = start.indexOf(10);
  const lineEnd = newline > 0 && start[newline - 1] === 13 ? ('\r\n' as const) : ('\n' as const);
  return { lineEnd, isOpen: last !== undefined && last !== 10, date: headerTime(start, 0) };
}

/** One part of a path, on every system. */
function safe(name: string): string {
  return cleanAttachmentName(name, '');
}
