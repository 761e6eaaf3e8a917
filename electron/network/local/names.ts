import { NO_MARKS, type StoredMarks } from '../../../shared/mail/mbox/marks.ts';

/** Folders of a Maildir, and what no file system may be asked for. */
const TAKEN = /^(?:cur|new|tmp|con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;
// oxlint-disable-next-line no-control-regex -- file systems take none of them
const UNSAFE = /[\u0000-\u001f"%*/:<>?\\|\u007f]|^\.|[. ]$/g;

/** How a folder's name stands on disk. Every name can: what file systems do not take is percent-encoded. */
export function directoryName(name: string): string {
  const safe = name.replace(UNSAFE, percent);
  return TAKEN.test(safe) ? percent(safe.slice(0, 1)) + safe.slice(1) : safe;
}

/** The way back; null for what is no folder of ours. */
export function folderName(directory: string): string | null {
  if (directory.startsWith('.') || TAKEN.test(directory)) return null;
  try {
    return decodeURIComponent(directory);
  } catch {
    // Made by somebody else, with a per cent sign that means itself.
    return directory;
  }
}

/** A message in a Maildir: `SECONDS.HDIGEST.retinue,S=BYTES` and, after the colon, what is known of it. */
export interface MailFile {
  /** The name as it is on disk. */
  readonly file: string;
  /** The part that stays when marks change: its identity. */
  readonly unique: string;
  readonly marks: StoredMarks;
  /** Marked for removal by another program; kept as it is. */
  readonly isTrashed: boolean;
  /** null: of another program, which does not say. */
  readonly digest: string | null;
  readonly size: number | null;
  /** ms since 1970. */
  readonly time: number | null;
}

/** A colon cannot be in a name on Windows; mbsync and others write a semicolon there. */
export function separatorOf(platform: NodeJS.Platform): ':' | ';' {
  return platform === 'win32' ? ';' : ':';
}

/** The name of a message that is its content: one that is there already has it too. */
export function uniqueName(digest: string, size: number, time: number): string {
  return `${Math.max(0, Math.floor(time / 1000))}.H${digest}.retinue,S=${size}`;
}

/** What a file name of a Maildir says (https://cr.yp.to/proto/maildir.html). */
export function readMailFile(file: string): MailFile {
  const at = file.search(/[:;]2,/);
  const unique = at < 0 ? file : file.slice(0, at);
  const letters = at < 0 ? '' : file.slice(at + 3);
  const own = /^\d+\.H([0-9a-f]{40})\.retinue,S=\d+$/.exec(unique);
  const size = /,S=(\d{1,15})(?:,|$)/.exec(unique)?.[1];
  const seconds = /^(\d{1,11})\./.exec(unique)?.[1];
  return {
    file,
    unique,
    marks: {
      ...NO_MARKS,
      read: letters.includes('S'),
      flagged: letters.includes('F'),
      answered: letters.includes('R'),
      forwarded: letters.includes('P'),
      draft: letters.includes('D'),
    },
    isTrashed: letters.includes('T'),
    digest: own?.[1] ?? null,
    size: size === undefined ? null : Number(size),
    time: seconds === undefined ? null : Number(seconds) * 1000,
  };
}

/** The letters stand in the order of ASCII. */
export function fileNameOf(
  { unique, marks, isTrashed }: Pick<MailFile, 'unique' | 'marks' | 'isTrashed'>,
  separator: ':' | ';',
): string {
  const letters = [
    ['D', marks.draft],
    ['F', marks.flagged],
    ['P', marks.forwarded],
    ['R', marks.answered],
    ['S', marks.read],
    ['T', isTrashed],
  ] as const;
  return `${unique}${separator}2,${letters.flatMap(([letter, isOn]) => (isOn ? [letter] : [])).join('')}`;
}

function percent(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
