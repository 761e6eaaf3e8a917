import { fail, type FailureError, type FailureKind } from '../../../shared/errors.ts';
import { noForm } from '../sign-in/forms.ts';
import { retryAfterMs } from './retry-after.ts';

/** What was asked for, for the sentence: 'message', 'folder' … */
export type Subject = 'mailbox' | 'folder' | 'message' | 'attachment';
/** An answer as far as it is judged. */
export interface Judged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The start of the error page, to tell what it means. */
  readonly page: string;
  readonly subject: Subject;
  /** The request was to change something. */
  readonly change: boolean;
  /** Sign-in has worked before on this account. */
  readonly signedIn: boolean;
  /** How often it was asked: twice where sign-in had worked before and was refused now. */
  readonly tries: number;
  readonly now: number;
}

/** A status that was not hoped for, as a failure in plain words (reference 6.1). */
export function statusFailure(answer: Judged): FailureError {
  const { status, subject } = answer;
  if (status === 440) return noForm(440);
  const [kind, sentence] = words(answer);
  const after = retryAfterMs(answer.headers.get('retry-after'), answer.now);
  return fail(kind, sentence ?? `The server answered the request for this ${subject} with ${status}.`, {
    status,
    ...(after === undefined ? {} : { retryAfterMs: after }),
    detail: `${answer.method} ${answer.path.split('?', 1)[0]}`,
  });
}

function words(answer: Judged): readonly [FailureKind, string] {
  const { status, subject } = answer;
  switch (status) {
    case 401:
      return unauthorized(answer);
    case 403:
      return forbidden(answer);
    case 404:
    case 410:
      return ['not-found', gone(subject, status)];
    case 409:
    case 412:
      return [
        'conflict',
        `The ${subject} has changed on the server meanwhile (${status}). Retinue left it as it is and looks at it again.`,
      ];
    case 413:
      return ['too-large', `The server takes no request of this size (413). Retinue will not try again.`];
    case 416:
      return ['conflict', `The server has less of this ${subject} than it said (416). Retinue starts again.`];
    case 423:
      return [
        'conflict',
        `The ${subject} is locked by another program (423). Retinue left it as it is. Try again when the other program is done.`,
      ];
    case 429:
    case 503:
      return ['throttled', busy(answer)];
    case 500:
    case 502:
    case 504:
      return ['server-fault', serverFault(answer)];
    case 507:
      return [
        'storage-full',
        'Your mailbox is full (507). Retinue changed nothing; reading still works. Delete or archive mail, then try again.',
      ];
    case 400:
    case 405:
    case 501:
      return [
        'unsupported',
        `The server does not take the request ${answer.method} for this ${subject} (${status}). Retinue stopped here. Check that the address leads to an Exchange mailbox.`,
      ];
    default:
      return [
        status >= 500 ? 'server-fault' : 'unsupported',
        `The server answered the request ${answer.method} for this ${subject} in a way that Retinue does not know (${status}). Retinue stopped here and kept what it had.`,
      ];
  }
}

function unauthorized({ change, signedIn, tries, headers }: Judged): readonly [FailureKind, string] {
  if (change && signedIn)
    return [
      'forbidden',
      "The server refused this change although you are signed in (401). Retinue did not ask for your password again, because that would not help. The server's administrator may have to check rights on its temporary folder.",
    ];
  const offered = headers.get('www-authenticate') ?? '';
  if (offered !== '' && !/\b(?:basic|ntlm|negotiate)\b/i.test(offered))
    return [
      'unsupported',
      `The server accepts sign-in by ${schemes(offered)} only (401). Retinue signs in with Basic, NTLM and the form of Exchange, and stopped after ${tries === 1 ? 'one try' : 'two tries'}. Ask the server's administrator whether Basic sign-in can be switched on.`,
    ];
  if (tries > 1)
    return [
      'unauthorized',
      'The server did not accept this name and password any more (401). Retinue asked once more and then stopped, so that the account is not locked. Enter the password again; it may have been changed elsewhere.',
    ];
  return [
    'unauthorized',
    'The server did not accept this name and password (401). Retinue stopped after one try so that the account is not locked. Enter the password again; some servers want the name as DOMAIN\\name.',
  ];
}

function schemes(offered: string): string {
  const names = offered.match(/\b(?:Digest|Kerberos|Bearer)\b/gi) ?? ['a way it does not name'];
  return [...new Set(names)].join(' or ');
}

function forbidden({ subject, change, page }: Judged): readonly [FailureKind, string] {
  if (/\bSSL\b|\b403\.4\b/.test(page))
    return [
      'forbidden',
      'The server answers over an encrypted connection only (403). Retinue stopped here. Change http to https in the address.',
    ];
  return change
    ? [
        'forbidden',
        `The server does not let you change this ${subject} (403). Retinue left it as it was. Ask the server's administrator for the right to change it.`,
      ]
    : ['forbidden', `You may not read this ${subject} (403). Retinue shows what it had before.`];
}

function gone(subject: Subject, status: number): string {
  if (subject === 'message')
    return `This message is no longer where it was (${status}). Retinue looked for it by its permanent address and did not find it. It may have been moved by another program.`;
  if (subject === 'mailbox')
    return `The server has nothing at this address (${status}). Retinue stopped here. Check the path; a mailbox is often at /exchange/name/.`;
  return `This ${subject} is no longer where it was (${status}). Retinue looks through the mailbox again. It may have been moved by another program.`;
}

function busy({ headers, status, now }: Judged): string {
  const after = retryAfterMs(headers.get('retry-after'), now);
  if (after === undefined)
    return `The server is busy (${status}). Retinue leaves it alone for a while and tries again.`;
  const time = after < 90_000 ? `${Math.ceil(after / 1000)} s` : `${Math.ceil(after / 60_000)} minutes`;
  return `The server is busy (${status}) and asked for ${time}. Retinue sends it nothing until then.`;
}

function serverFault({ method, status, subject }: Judged): string {
  if (subject === 'message' && method === 'GET')
    return `The server failed while preparing this message (${status}). Retinue does not ask for it again by itself. This is common for large mail after a mailbox move; ask the administrator about KB 329067.`;
  return `The server failed at the request ${method} for this ${subject} (${status}). Retinue kept what it had and tries again later.`;
}
