import { fail, type FailureError, type FailureKind } from '../../../shared/errors.ts';
import { type Reply, wordsOf } from './replies.ts';

/**
 * A reply that is no yes, as a failure: what happened, the server's own words in quotes, its code. 4yz is worth another
 * try later (RFC 5321 section 4.2.1), 5yz is not.
 */
export function refusal(reply: Reply, what: string): FailureError {
  const { code } = reply;
  const kind = kindOf(reply);
  const next = isForLater(reply)
    ? 'Retinue sent nothing and tries again later.'
    : `Retinue sent nothing. ${remedy(kind)}`;
  return fail(kind, `${what}: ${quoted(reply)}. ${next}`, { status: code });
}

/** `“Mailbox full” (452)`, or the code alone. */
export function quoted(reply: Reply): string {
  const words = wordsOf(reply);
  return words === '' ? `the server gave no reason (${reply.code})` : `“${words}” (${reply.code})`;
}

/** Whether the same command may be taken later. */
export function isForLater({ code }: Reply): boolean {
  return code >= 400 && code < 500;
}

/** What a reply that is no yes means; 552 may also be about somebody's full mailbox (RFC 3463: 5.2.2). */
export function kindOf(reply: Reply): FailureKind {
  const { code } = reply;
  if (code === 530 || code === 534 || code === 535) return 'unauthorized';
  if (code === 552 && !/^5\.2\.2\b/.test(wordsOf(reply))) return 'too-large';
  if (code === 421 || code === 450) return 'throttled';
  if (isForLater(reply)) return 'server-fault';
  return code < 400 ? 'malformed-response' : 'forbidden';
}

function remedy(kind: FailureKind): string {
  switch (kind) {
    case 'unauthorized':
      return 'Check the name and password for sending in Accounts….';
    case 'too-large':
      return 'Remove an attachment, or divide the message.';
    default:
      return 'Take the message back and correct it, or ask the administrator.';
  }
}
