import { fail, FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { codeOf } from '../transfer/part/disk-faults.ts';

/** What the disk said about a draft, in plain words; failures of our own pass through. */
export function draftFailure(thrown: unknown, folder: string): FailureError {
  if (thrown instanceof FailureError) return thrown;
  const code = codeOf(thrown);
  const detail = code === '' ? String(thrown) : code;
  const kept = told('What was saved before is kept, and the window still holds what you wrote.').said;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fail(
        'storage-full',
        told('The disk is full ({code}). {kept} Make room; Retinue saves again as you type.', { code, kept }),
        { detail },
        thrown,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return fail(
        'forbidden',
        told(
          'Retinue may not read or write a file for this draft ({code}). {kept} Change the permissions of the file or of {folder}, then try again.',
          { code, kept, folder },
        ),
        { detail },
        thrown,
      );
    case 'ENOENT':
      return fail(
        'not-found',
        told('A file for this draft is no longer there ({code}). {kept} Choose the file again.', {
          code,
          kept,
        }),
        { detail },
        thrown,
      );
    case 'EISDIR':
      return fail(
        'invalid-input',
        told('A folder cannot be attached ({code}). Attach the files in it.', { code }),
        { detail },
        thrown,
      );
    default:
      return fail(
        'forbidden',
        told(
          'The disk refused a file of this draft ({code, select, none {no reason given} other {{code}}}). {kept} Try again.',
          {
            code: code || 'none',
            kept,
          },
        ),
        { detail },
        thrown,
      );
  }
}
