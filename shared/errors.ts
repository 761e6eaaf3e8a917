import type { Told } from './language/told.ts';

/**
 * One union for everything that can go wrong, as plain values: they cross ports, are stored, and are shown.
 * The kind says whether a retry makes sense (`retryOf`); `sentence` is what a person reads and follows the rule
 * "what happened, what Retinue did, what you can do", with the code in brackets.
 */
export type FailureKind =
  | 'offline'
  | 'timeout'
  | 'interrupted'
  | 'untrusted'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'throttled'
  | 'server-fault'
  | 'malformed-response'
  | 'too-large'
  | 'unsupported'
  | 'storage-full'
  /** Its person paused the server: nothing was asked of it. */
  | 'paused'
  | 'invalid-input'
  | 'cancelled'
  | 'bug';

/** A failure as a plain value. Every field survives structured clone. */
export interface Failure extends Told {
  readonly kind: FailureKind;
  /** HTTP status, where an answer was read. */
  readonly status?: number;
  /** Milliseconds that the server asked to be left alone (Retry-After), where it did. */
  readonly retryAfterMs?: number;
  /** Method and path (never query, credentials or bodies), or a code such as ECONNREFUSED: for the log. */
  readonly detail?: string;
}

/** What a failure allows: try again by itself, only after the user did something, or never. */
export type Retry = 'automatic' | 'after-user' | 'never';

/** Says whether trying again makes sense for a kind of failure. */
export function retryOf(kind: FailureKind): Retry {
  switch (kind) {
    case 'offline':
    case 'timeout':
    case 'interrupted':
    case 'throttled':
    case 'server-fault':
      return 'automatic';
    case 'untrusted':
    case 'unauthorized':
    case 'forbidden':
    case 'storage-full':
    case 'paused':
      return 'after-user';
    case 'not-found':
    case 'conflict':
    case 'malformed-response':
    case 'too-large':
    case 'unsupported':
    case 'invalid-input':
    case 'cancelled':
    case 'bug':
      return 'never';
    default:
      return assertNever(kind);
  }
}

/** The same failure as something that can be thrown. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.sentence, options);
    this.failure = failure;
  }
}

/** Makes a throwable failure in one call. The sentence comes from `told`; a bare string is what somebody else said. */
export function fail(
  kind: FailureKind,
  sentence: Told | string,
  more: Partial<Omit<Failure, 'kind' | keyof Told>> = {},
  cause?: unknown,
): FailureError {
  const words = typeof sentence === 'string' ? { sentence } : sentence;
  return new FailureError({ kind, ...words, ...more }, cause === undefined ? undefined : { cause });
}

// Written out and not made by `told`: the mock is packed with this file and without a reader of ICU messages.
/** A person stopped it. */
export const STOPPED = { sentence: 'Stopped, as you asked.', said: { text: 'Stopped, as you asked.' } };
const MISTAKE = {
  sentence: 'Retinue made a mistake and stopped this step.',
  said: { text: 'Retinue made a mistake and stopped this step.' },
};

/**
 * Anything thrown, as a plain failure. What is not one of ours is a bug of ours, except an abort, which is
 * 'cancelled'. Called at every process boundary, so that no error is lost by a failed clone.
 */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { kind: 'cancelled', ...STOPPED };
  }
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { kind: 'bug', ...MISTAKE, detail };
}

/** Makes an exhaustive switch a compile error when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
