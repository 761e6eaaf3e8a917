import { fail, type FailureError } from '../../../shared/errors.ts';
import { codeOf, diskFailure } from '../transfer/part/disk-faults.ts';

/** What the disk said of the mail on this computer, in plain words. */
export function localFailure(thrown: unknown, root: string): FailureError {
  const code = codeOf(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return fail(
      'storage-full',
      `The disk is full (${code}). Retinue kept all that is in the mailbox on this computer and wrote no more. Make room, then try again.`,
      { detail: code },
      thrown,
    );
  return diskFailure(thrown, `${root}/mail`);
}
