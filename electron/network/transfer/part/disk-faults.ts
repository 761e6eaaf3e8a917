import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { fail, FailureError } from '../../../../shared/errors.ts';
import { type Told, told } from '../../../../shared/language/told.ts';

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
): readonly ['storage-full' | 'forbidden' | 'invalid-input', Told] {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return [
        'storage-full',
        told(
          'The disk is full ({code}). The download of {name} is paused and nothing is lost. Make room, then resume.',
          { code, name },
        ),
      ];
    case 'EFBIG':
      return [
        'storage-full',
        told(
          'The disk takes no file as large as {name} ({code}). What is here is kept. Choose a folder on another disk.',
          { name, code },
        ),
      ];
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return [
        'forbidden',
        told(
          "Retinue may not write in the folder {folder} ({code}). Choose another folder, or change the folder's permissions, then try again.",
          { folder, code },
        ),
      ];
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ESTALE':
      return [
        'forbidden',
        told(
          'The folder {folder} is not there ({code}). Retinue wrote nothing elsewhere. Make the folder or choose another, then try again.',
          { folder, code },
        ),
      ];
    case 'ENAMETOOLONG':
      return [
        'invalid-input',
        told('The name {name}… is too long for this disk ({code}). Choose a shorter one.', {
          name: name.slice(0, 40),
          code,
        }),
      ];
    case 'ELOOP':
      return [
        'forbidden',
        told(
          'A link stands in the place of {name} ({code}). Retinue follows none there and left it alone. Choose another name.',
          { name, code },
        ),
      ];
    case 'EIO':
      return [
        'forbidden',
        told('The disk failed at {name} (EIO). What it holds is kept. Check the disk, then resume.', {
          name,
        }),
      ];
    default:
      return [
        'forbidden',
        told(
          'The disk refused {name} ({code, select, none {no reason given} other {{code}}}). What is here is kept. Try again, or choose another folder.',
          { name, code: code || 'none' },
        ),
      ];
  }
}

/** Bytes that were written are not there any more. */
export function becameShorter(): FailureError {
  return fail(
    'conflict',
    told(
      'The unfinished file became shorter while it was read. Another program changed it. Resume to fetch what is missing.',
    ),
  );
}

/** Throws 'storage-full' when `bytes` more do not fit beside what is there. */
export async function ensureRoom(target: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(target));
  const left = bavail * bsize;
  if (left >= bytes) return;
  throw fail(
    'storage-full',
    told(
      'This computer has {size} left; the file needs {needed} more. The download is paused and nothing is lost. Make room, then resume.',
      { size: megabytes(left), needed: megabytes(bytes) },
    ),
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
