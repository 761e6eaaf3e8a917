import { type Failure, FailureError } from '../../shared/errors.ts';

/** The failure in something thrown, if it is one of ours. */
export function failureOf(thrown: unknown): Failure | null {
  return thrown instanceof FailureError ? thrown.failure : null;
}

/** Failures that say nothing of one item: the next item would meet them as well. */
export function concernsAll({ kind }: Failure): boolean {
  return CONCERNS_ALL.has(kind);
}

const CONCERNS_ALL: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>([
  'offline',
  'timeout',
  'interrupted',
  'untrusted',
  'unauthorized',
  'throttled',
  'paused',
  'cancelled',
]);
