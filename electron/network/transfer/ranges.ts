import { fail, type FailureError } from '../../../shared/errors.ts';

/** An ETag that may be used with If-Range; null for a weak one or none. */
export function strongEtag(headers: ReadonlyMap<string, string>): string | null {
  const etag = headers.get('etag')?.trim() ?? '';
  return /^"[^"]*"$/.test(etag) ? etag : null;
}

/**
 * A 206 is believed by its headers, not by its status: it must begin at the byte that was asked for, belong to a file
 * of the same length, and be neither compressed nor in several parts. Throws 'conflict' otherwise, so that no two
 * versions are mixed.
 */
export function judgeContinuation(
  headers: ReadonlyMap<string, string>,
  offset: number,
  total: number | null,
): void {
  const range = /^\s*bytes\s+([0-9]{1,15})-([0-9]{1,15})\/([0-9]{1,15}|\*)\s*$/i.exec(
    headers.get('content-range') ?? '',
  );
  if (!range) throw mixed(offset, 'it does not say which part it sent');
  if (Number(range[1]) !== offset) throw mixed(offset, `it went on at byte ${range[1]}`);
  if (range[3] !== '*' && total !== null && Number(range[3]) !== total)
    throw mixed(offset, `the file now has ${range[3]} bytes instead of ${total}`);
  if (headers.has('content-encoding')) throw mixed(offset, 'it compressed the rest');
  if (/^\s*multipart\/byteranges/i.test(headers.get('content-type') ?? ''))
    throw mixed(offset, 'it sent the rest in several parts');
}

function mixed(offset: number, why: string): FailureError {
  return fail(
    'conflict',
    `The line broke at byte ${offset}, and the server did not go on from there: ${why} (206). Retinue removed the part so that no two versions are mixed. Try again.`,
    { status: 206 },
  );
}
