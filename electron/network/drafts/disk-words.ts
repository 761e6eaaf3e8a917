import { fail, FailureError } from '../../../shared/errors.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';

/** What the disk said about a draft, in plain words; failures of our own pass through. */
export function draftFailure(thrown: unknown, folder: string): FailureError {
  if (thrown instanceof FailureError) return thrown;
  const code = codeOf(thrown);
  const detail = code === '' ? String(thrown) : code;
  const kept = 'What was saved before is kept, and the window still holds what you wrote.';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fail(
        'storage-full',
        `The disk is full (${code}). ${kept} Make room; Retinue saves again as you type.`,
        { detail },
        thrown,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return fail(
        'forbidden',
        `Retinue may not read or write a file for this draft (${code}). ${kept} Change the permissions of the file or of ${folder}, then try again.`,
        { detail },
        thrown,
      );
    case 'ENOENT':
      return fail(
        'not-found',
        `A file for this draft is no longer there (${code}). ${kept} Choose the file again.`,
        { detail },
        thrown,
      );
    case 'EISDIR':
      return fail(
        'invalid-input',
        `A folder cannot be attached (${code}). Attach the files in it.`,
        { detail },
        thrown,
      );
    default:
      return fail(
        'forbidden',
        `The disk refused a file of this draft (${code === '' ? 'no reason given' : code}). ${kept} Try again.`,
        { detail },
        thrown,
      );
  }
}
