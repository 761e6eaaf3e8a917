import { fail, type FailureError } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { codeOf, diskFailure } from '../transfer/part/disk-faults.ts';

/** What the disk said of the mail on this computer, in plain words. */
export function localFailure(thrown: unknown, root: string): FailureError {
  const code = codeOf(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return fail(
      'storage-full',
      told(
        'The disk is full ({code}). Retinue kept all that is in the mailbox on this computer and wrote no more. Make room, then try again.',
        { code },
      ),
      { detail: code },
      thrown,
    );
  return diskFailure(thrown, `${root}/mail`);
}
