import { fail, type FailureError, type FailureKind } from '../../../shared/errors.ts';
import { type Told, told } from '../../../shared/language/told.ts';
import { type Reply, wordsOf } from './replies.ts';

/**
 * A reply that is no yes, as a failure: what happened, the server's own words in quotes, its code. 4yz is worth another
 * try later (RFC 5321 section 4.2.1), 5yz is not.
 */
export function refusal(reply: Reply, what: Required<Told>): FailureError {
  const { code } = reply;
  const kind = kindOf(reply);
  const values = { what: what.said, reason: quoted(reply).said };
  const sentence = isForLater(reply)
    ? told('{what}: {reason}. Retinue sent nothing and tries again later.', values)
    : told('{what}: {reason}. Retinue sent nothing. {remedy}', { ...values, remedy: remedy(kind).said });
  return fail(kind, sentence, { status: code });
}

/** `“Mailbox full” (452)`, or the code alone. */
export function quoted(reply: Reply): Required<Told> {
  const words = wordsOf(reply);
  const { code } = reply;
  return words === ''
    ? told('the server gave no reason ({code})', { code })
    : told('“{words}” ({code})', { words, code });
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

function remedy(kind: FailureKind): Required<Told> {
  switch (kind) {
    case 'unauthorized':
      return told('Check the name and password for sending in Accounts….');
    case 'too-large':
      return told('Remove an attachment, or divide the message.');
    default:
      return told('Take the message back and correct it, or ask the administrator.');
  }
}
