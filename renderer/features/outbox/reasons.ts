import { assertNever, type FailureKind } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';

/** What of a failure goes into a few words; also as a journal has it. */
interface Reason {
  readonly kind: FailureKind;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** A failure in a few words for one line of the list, its code in brackets: "Server busy (503); it asked for 4 minutes." */
export function reasonOf({ kind, status, retryAfterMs }: Reason, say: Say): string {
  const reason = `${plainReason(kind, say)}${codeOf(status)}`;
  if (retryAfterMs === undefined) return say('{reason}.', { reason });
  return say('{reason}; it asked for {span}.', { reason, span: spanOf(retryAfterMs, say) });
}

/** " (503)", or nothing. */
export function codeOf(status: number | null | undefined): string {
  return status === undefined || status === null ? '' : ` (${status})`;
}

function spanOf(ms: number, say: Say): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120
    ? say('{seconds, plural, one {# second} other {# seconds}}', { seconds })
    : say('{minutes, plural, one {# minute} other {# minutes}}', { minutes: Math.ceil(seconds / 60) });
}

function plainReason(kind: FailureKind, say: Say): string {
  switch (kind) {
    case 'offline':
      return say('No way to the server');
    case 'timeout':
      return say('The server did not answer in time');
    case 'interrupted':
      return say('The line broke');
    case 'untrusted':
      return say('The server shows a certificate that is not trusted');
    case 'unauthorized':
      return say('The server did not accept name and password');
    case 'forbidden':
      return say('The server does not allow it');
    case 'not-found':
      return say('The server did not find the place for it');
    case 'conflict':
      return say('Another program is in the way on the server');
    case 'throttled':
      return say('Server busy');
    case 'server-fault':
      return say('The server failed');
    case 'malformed-response':
      return say('The answer of the server could not be read');
    case 'too-large':
      return say('Too large for the server');
    case 'unsupported':
      return say('The server cannot do this');
    case 'storage-full':
      return say('No room left');
    case 'paused':
      return say('You paused this server');
    case 'invalid-input':
      return say('The server did not understand the request');
    case 'cancelled':
      return say('Stopped');
    case 'bug':
      return say('Retinue made a mistake');
    default:
      return assertNever(kind);
  }
}
