import { type Failure, FailureError, toFailure } from '../../shared/errors.ts';
import type { LogRow } from '../store/tables.ts';
import type { Writer } from '../store/writer.ts';
import type { Clock } from './clock.ts';
import { told, type Told } from '../../shared/language/told.ts';

/** Where the engine reports what matters: ids, counts and sentences, never a subject, a body or a secret. */
export type EngineLog = (line: Omit<LogRow, 'id' | 'at'>) => Promise<void>;

/** The log that the window shows. */
export function storeLog(writer: Writer, clock: Clock): EngineLog {
  return (line) => writer.log({ ...line, at: clock.now() });
}

/** The heading of a line. */
export function titled({ sentence, said }: Required<Told>): Pick<LogRow, 'title' | 'titleSaid'> {
  return { title: sentence, titleSaid: said };
}

/** A detail that is said; others are codes. */
export function detailed({ sentence, said }: Required<Told>): Pick<LogRow, 'detail' | 'detailSaid'> {
  return { detail: sentence, detailSaid: said };
}

/** A failure's code and detail in one line. */
export function detailOf(failure: Failure): string {
  const parts = [failure.kind, failure.status, failure.detail];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** Anything thrown in the engine as a failure: a full disk is told apart from a mistake of ours. */
export function engineFailure(thrown: unknown): Failure {
  if (!(thrown instanceof FailureError) && isQuota(thrown)) {
    return {
      kind: 'storage-full',
      ...told(
        'This computer has no room left for mail. Retinue stopped fetching; nothing on the server changed. Free some space, then choose Send & Receive.',
      ),
    };
  }
  return toFailure(thrown);
}

/** Dexie wraps the browser's error, sometimes twice. */
function isQuota(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { name, inner } = thrown as { readonly name?: unknown; readonly inner?: unknown };
  return name === 'QuotaExceededError' || (inner !== thrown && isQuota(inner));
}

/**
 * Whether a failure says something of the whole account. Everything else (one folder that may not be read, one item
 * that the server fails on) must not hold up what is healthy.
 */
export function isAccountWide(failure: Failure): boolean {
  return ACCOUNT_WIDE.has(failure.kind);
}

const ACCOUNT_WIDE: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>([
  'offline',
  'interrupted',
  'throttled',
  'unauthorized',
  'untrusted',
  'storage-full',
  'paused',
  'cancelled',
]);
