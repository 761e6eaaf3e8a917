import { fail, type FailureError, type FailureKind } from '../../../shared/errors.ts';
import { type Said, type Told, told } from '../../../shared/language/told.ts';
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
  const { status } = answer;
  if (status === 440) return noForm(440);
  const [kind, sentence] = words(answer);
  const after = retryAfterMs(answer.headers.get('retry-after'), answer.now);
  return fail(kind, sentence, {
    status,
    ...(after === undefined ? {} : { retryAfterMs: after }),
    detail: `${answer.method} ${answer.path.split('?', 1)[0]}`,
  });
}

function words(answer: Judged): readonly [FailureKind, Told] {
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
        told(
          'The {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} has changed on the server meanwhile ({status}). Retinue left it as it is and looks at it again.',
          { subject, status },
        ),
      ];
    case 413:
      return [
        'too-large',
        told('The server takes no request of this size (413). Retinue will not try again.'),
      ];
    case 416:
      return [
        'conflict',
        told(
          'The server has less of this {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} than it said (416). Retinue starts again.',
          { subject },
        ),
      ];
    case 423:
      return [
        'conflict',
        told(
          'The {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} is locked by another program (423). Retinue left it as it is. Try again when the other program is done.',
          { subject },
        ),
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
        told(
          'Your mailbox is full (507). Retinue changed nothing; reading still works. Delete or archive mail, then try again.',
        ),
      ];
    case 400:
    case 405:
    case 501:
      return [
        'unsupported',
        told(
          'The server does not take the request {method} for this {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} ({status}). Retinue stopped here. Check that the address leads to an Exchange mailbox.',
          { method: answer.method, subject, status },
        ),
      ];
    default:
      return [
        status >= 500 ? 'server-fault' : 'unsupported',
        told(
          'The server answered the request {method} for this {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} in a way that Retinue does not know ({status}). Retinue stopped here and kept what it had.',
          { method: answer.method, subject, status },
        ),
      ];
  }
}

function unauthorized({ change, signedIn, tries, headers }: Judged): readonly [FailureKind, Told] {
  if (change && signedIn)
    return [
      'forbidden',
      told(
        "The server refused this change although you are signed in (401). Retinue did not ask for your password again, because that would not help. The server's administrator may have to check rights on its temporary folder.",
      ),
    ];
  const offered = headers.get('www-authenticate') ?? '';
  if (offered !== '' && !/\b(?:basic|ntlm|negotiate)\b/i.test(offered))
    return [
      'unsupported',
      told(
        "The server accepts sign-in by {ways} only (401). Retinue signs in with Basic, NTLM and the form of Exchange, and stopped after {tries, select, 1 {one try} other {two tries}}. Ask the server's administrator whether Basic sign-in can be switched on.",
        { ways: ways(offered), tries: String(tries) },
      ),
    ];
  if (tries > 1)
    return [
      'unauthorized',
      told(
        'The server did not accept this name and password any more (401). Retinue asked once more and then stopped, so that the account is not locked. Enter the password again; it may have been changed elsewhere.',
      ),
    ];
  return [
    'unauthorized',
    told(
      'The server did not accept this name and password (401). Retinue stopped after one try so that the account is not locked. Enter the password again; some servers want the name as DOMAIN\\name.',
    ),
  ];
}

function ways(offered: string): Said {
  const names = [...new Set(offered.match(/\b(?:Digest|Kerberos|Bearer)\b/gi) ?? [])];
  if (names.length === 0) return told('a way it does not name').said;
  return names
    .map((name): Said => told('{name}', { name }).said)
    .reduce((one, other) => told('{one} or {other}', { one, other }).said);
}

function forbidden({ subject, change, page }: Judged): readonly [FailureKind, Told] {
  if (/\bSSL\b|\b403\.4\b/.test(page))
    return [
      'forbidden',
      told(
        'The server answers over an encrypted connection only (403). Retinue stopped here. Change http to https in the address.',
      ),
    ];
  return change
    ? [
        'forbidden',
        told(
          "The server does not let you change this {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} (403). Retinue left it as it was. Ask the server's administrator for the right to change it.",
          { subject },
        ),
      ]
    : [
        'forbidden',
        told(
          'You may not read this {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} (403). Retinue shows what it had before.',
          { subject },
        ),
      ];
}

function gone(subject: Subject, status: number): Told {
  if (subject === 'message')
    return told(
      'This message is no longer where it was ({status}). Retinue looked for it by its permanent address and did not find it. It may have been moved by another program.',
      { status },
    );
  if (subject === 'mailbox')
    return told(
      'The server has nothing at this address ({status}). Retinue stopped here. Check the path; a mailbox is often at /exchange/name/.',
      { status },
    );
  return told(
    'This {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} is no longer where it was ({status}). Retinue looks through the mailbox again. It may have been moved by another program.',
    { subject, status },
  );
}

function busy({ headers, status, now }: Judged): Told {
  const after = retryAfterMs(headers.get('retry-after'), now);
  if (after === undefined)
    return told('The server is busy ({status}). Retinue leaves it alone for a while and tries again.', {
      status,
    });
  const time =
    after < 90_000
      ? told('{seconds} s', { seconds: Math.ceil(after / 1000) })
      : told('{minutes} minutes', { minutes: Math.ceil(after / 60_000) });
  return told('The server is busy ({status}) and asked for {time}. Retinue sends it nothing until then.', {
    status,
    time: time.said,
  });
}

function serverFault({ method, status, subject }: Judged): Told {
  if (subject === 'message' && method === 'GET')
    return told(
      'The server failed while preparing this message ({status}). Retinue does not ask for it again by itself. This is common for large mail after a mailbox move; ask the administrator about KB 329067.',
      { status },
    );
  return told(
    'The server failed at the request {method} for this {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} ({status}). Retinue kept what it had and tries again later.',
    { method, subject, status },
  );
}
