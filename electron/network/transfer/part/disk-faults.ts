import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { fail, FailureError } from '../../../../shared/errors.ts';

/** The code of a system error; '' for anything else. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/**
 * What the disk said, in plain words. 'storage-full', 'forbidden' and 'invalid-input' name what a person can put
 * right; the part is kept for then. Failures of our own pass through.
 */
export function diskFailure(thrown: unknown, target: string): FailureError {
  if (thrown instanceof FailureError) return thrown;
  const code = codeOf(thrown);
  const [kind, sentence] = words(code, path.dirname(target), path.basename(target));
  return fail(kind, sentence, { detail: code }, thrown);
}

function words(
  code: string,
  folder: string,
  name: string,
): readonly ['storage-full' | 'forbidden' | 'invalid-input', string] {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return [
        'storage-full',
        `The disk is full (${code}). The download of ${name} is paused and nothing is lost. Make room, then resume.`,
      ];
    case 'EFBIG':
      return [
        'storage-full',
        `The disk takes no file as large as ${name} (${code}). What is here is kept. Choose a folder on another disk.`,
      ];
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return [
        'forbidden',
        `Retinue may not write in the folder ${folder} (${code}). Choose another folder, or change the folder's permissions, then try again.`,
      ];
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ESTALE':
      return [
        'forbidden',
        `The folder ${folder} is not there (${code}). Retinue wrote nothing elsewhere. Make the folder or choose another, then try again.`,
      ];
    case 'ENAMETOOLONG':
      return [
        'invalid-input',
        `The name ${name.slice(0, 40)}… is too long for this disk (${code}). Choose a shorter one.`,
      ];
    case 'ELOOP':
      return [
        'forbidden',
        `A link stands in the place of ${name} (${code}). Retinue follows none there and left it alone. Choose another name.`,
      ];
    case 'EIO':
      return [
        'forbidden',
        `The disk failed at ${name} (EIO). What it holds is kept. Check the disk, then resume.`,
      ];
    default:
      return [
        'forbidden',
        `The disk refused ${name} (${code === '' ? 'no reason given' : code}). What is here is kept. Try again, or choose another folder.`,
      ];
  }
}

/** Bytes that were written are not there any more. */
export function becameShorter(): FailureError {
  return fail(
    'conflict',
    'The unfinished file became shorter while it was read. Another program changed it. Resume to fetch what is missing.',
  );
}

/** Throws 'storage-full' when `bytes` more do not fit beside what is there. */
export async function ensureRoom(target: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(target));
  const left = bavail * bsize;
  if (left >= bytes) return;
  throw fail(
    'storage-full',
    `This computer has ${megabytes(left)} left; the file needs ${megabytes(bytes)} more. The download is paused and nothing is lost. Make room, then resume.`,
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
