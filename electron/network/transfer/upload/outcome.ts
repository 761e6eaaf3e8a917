import { fail, type Failure } from '../../../../shared/errors.ts';
import { type Told, told } from '../../../../shared/language/told.ts';
import { isHtml } from '../../session.ts';
import type { UploadOutcome } from './job.ts';

/** What was seen of one try. */
export interface Seen {
  readonly total: number;
  /** Bytes given to the transport, and those that the socket took. */
  readonly handed: number;
  readonly taken: number;
  readonly answer: { readonly status: number; readonly headers: ReadonlyMap<string, string> } | null;
  /** What the session made of it; null where it took the answer. */
  readonly failure: Failure | null;
  /** Now, ms since 1970. */
  readonly at: number;
}
type Meaning = 'stored' | 'refused' | 'unknown';

/** Statuses that say that the item is there (reference 3.6, RFC 9110 9.3.4). */
export const STORED = [200, 201, 202, 204] as const;
/** Of the 5xx those that are about the request and not about how it went: nothing was done. */
const NOT_DONE: readonly number[] = [501, 505, 507];

/** What is certain after one try. */
export function outcomeOf(seen: Seen): UploadOutcome {
  const { answer, handed, total } = seen;
  if (answer === null) return handed < total ? notSent(seen) : unknown(seen);
  const { status, headers } = answer;
  const meaning = meaningOf(status, headers, handed === total);
  if (meaning === 'unknown') return unknown(seen);
  if (meaning === 'refused') return { kind: 'refused', status, failure: seen.failure ?? oddAnswer(status) };
  const header = (name: string) => headers.get(name)?.trim() || null;
  // Exchange says GetETag where others say ETag (reference 3.6).
  return { kind: 'stored', status, etag: header('getetag') ?? header('etag'), location: header('location') };
}

/** What an answer says about the store; `isWhole` means that the server may have read all of it. */
function meaningOf(status: number, headers: ReadonlyMap<string, string>, isWhole: boolean): Meaning {
  if (status < 300) {
    const isBelieved = STORED.some((each) => each === status) && isWhole && !isForeignPage(status, headers);
    return isBelieved ? 'stored' : 'unknown';
  }
  if (status < 500 || !isWhole || NOT_DONE.includes(status)) return 'refused';
  return status === 500 && isOwn(headers) ? 'refused' : 'unknown';
}

/** Written by Exchange itself and not by a proxy before it: its banner is in all of its answers. */
function isOwn(headers: ReadonlyMap<string, string>): boolean {
  return headers.has('ms-webstorage');
}

/** A sign-in page, or that of a network which asks for money first: 200 for a request that it never passed on. */
function isForeignPage(status: number, headers: ReadonlyMap<string, string>): boolean {
  return status === 200 && isHtml(headers) && !isOwn(headers);
}

function notSent({ handed, total, failure }: Seen): UploadOutcome {
  const cause = failure ?? oddAnswer(0);
  if (handed === 0 || (cause.kind !== 'interrupted' && cause.kind !== 'timeout'))
    return { kind: 'not-sent', failure: cause };
  const percent = Math.floor((handed / total) * 100);
  const code = codeOf(cause);
  const sentence =
    code === null
      ? told(
          'The line broke after {percent} % of the message. The server cannot have stored it. Retinue can send it again.',
          { percent },
        )
      : told(
          'The line broke after {percent} % of the message ({code}). The server cannot have stored it. Retinue can send it again.',
          { percent, code },
        );
  return { kind: 'not-sent', failure: { ...cause, ...sentence } };
}

function unknown({ answer, taken: sent, total, failure, at }: Seen): UploadOutcome {
  const status = answer?.status ?? null;
  const cause = failure ?? oddAnswer(status ?? 0);
  const sentence = unsaid(status, codeOf(cause));
  const evidence = { sent, total, at, status, broke: cause.detail ?? cause.kind };
  return { kind: 'unknown', failure: { ...cause, ...sentence }, evidence };
}

function unsaid(status: number | null, code: string | null): Told {
  if (status !== null)
    return told(
      'Retinue sent the message and got an answer that does not say what became of it ({status}). The server may have stored it or not. Retinue does not send it again before it has looked.',
      { status },
    );
  return code === null
    ? told(
        'Retinue sent the whole message and got no answer. The server may have stored it or not. Retinue does not send it again before it has looked.',
      )
    : told(
        'Retinue sent the whole message and got no answer ({code}). The server may have stored it or not. Retinue does not send it again before it has looked.',
        { code },
      );
}

/** A code such as ECONNRESET; what the wire says of a request itself is no code. */
function codeOf({ detail = '' }: Failure): string | null {
  return /^(?:net::)?[A-Z0-9_]+$/.test(detail) ? detail : null;
}

function oddAnswer(status: number): Failure {
  return fail(
    'malformed-response',
    told('The server answered in a way that does not fit an upload ({status}). Retinue stopped here.', {
      status,
    }),
    { status },
  ).failure;
}
