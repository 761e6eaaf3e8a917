import { type Failure, FailureError } from '../../shared/errors.ts';

/** The failure in something thrown, if it is one of ours. */
export function failureOf(thrown: unknown): Failure | null {
  return thrown instanceof FailureError ? thrown.failure : null;
}
