import { assertNever, type FailureKind } from '../../../shared/errors.ts';
import { plural } from '../../components/format/numbers.ts';

/** What of a failure goes into a few words; also as a journal has it. */
interface Reason {
  readonly kind: FailureKind;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** A failure in a few words for one line of the list, its code in brackets: "Server busy (503); it asked for 4 minutes." */
export function reasonOf({ kind, status, retryAfterMs }: Reason): string {
  const asked = retryAfterMs === undefined ? '' : `; it asked for ${spanOf(retryAfterMs)}`;
  return `${plainReason(kind)}${codeOf(status)}${asked}.`;
}

/** " (503)", or nothing. */
export function codeOf(status: number | null | undefined): string {
  return status === undefined || status === null ? '' : ` (${status})`;
}

function spanOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120
    ? plural(seconds, 'second', 'seconds')
    : plural(Math.ceil(seconds / 60), 'minute', 'minutes');
}

function plainReason(kind: FailureKind): string {
  switch (kind) {
    case 'offline':
      return 'No way to the server';
    case 'timeout':
      return 'The server did not answer in time';
    case 'interrupted':
      return 'The line broke';
    case 'untrusted':
      return 'The server shows a certificate that is not trusted';
    case 'unauthorized':
      return 'The server did not accept name and password';
    case 'forbidden':
      return 'The server does not allow it';
    case 'not-found':
      return 'The server did not find the place for it';
    case 'conflict':
      return 'Another program is in the way on the server';
    case 'throttled':
      return 'Server busy';
    case 'server-fault':
      return 'The server failed';
    case 'malformed-response':
      return 'The answer of the server could not be read';
    case 'too-large':
      return 'Too large for the server';
    case 'unsupported':
      return 'The server cannot do this';
    case 'storage-full':
      return 'No room left';
    case 'paused':
      return 'You paused this server';
    case 'invalid-input':
      return 'The server did not understand the request';
    case 'cancelled':
      return 'Stopped';
    case 'bug':
      return 'Retinue made a mistake';
    default:
      return assertNever(kind);
  }
}
