import { flagHeader } from '../../http/call.ts';
import { assertNever } from '../../../../shared/errors.ts';
import { type Reply, sentence } from '../../http/reply.ts';
import { mailboxFor } from '../password.ts';
import type { Admission, Knock, SignIn, SignInHeaders } from '../sign-in.ts';
import type { SignInParts } from '../sign-ins.ts';
import { cadataCookie, cadataOf, COOKIES_GONE, sessionCookie } from './cookies.ts';
import { logonPage, REASON, type Reason } from './page.ts';
import { newSessions, type Proof, type Sessions } from './sessions.ts';

/** `trusted=4`, and the same bit in `flags`, which is all that some clients send. */
const PRIVATE_COMPUTER = 4;

/** What IIS says for 302. */
const MOVED = 'Moved Temporarily';

/** Forms sign-in: a logon page, two cookies, and 440 for everything that is no browser (reference 2.2). */
export function formsSignIn(parts: SignInParts): SignIn {
  const sessions = newSessions(parts);
  const { loginPage, loginAction } = parts.personality;
  return {
    name: 'forms',
    admit: (knock) => {
      const path = knock.path.toLowerCase();
      const isReading = knock.method === 'GET' || knock.method === 'HEAD';
      if (path === loginPage && isReading) return replied(showPage(knock));
      if (path === loginAction && knock.method === 'POST') return logOn(knock, sessions, parts);
      return admitByCookie(knock, sessions, loginPage);
    },
    endSessions: (mailbox) => sessions.end(mailbox),
  };
}

function replied(reply: Reply): Admission {
  return { kind: 'reply', reply };
}

function showPage({ url, origin, headers }: Knock): Reply {
  // The page belongs to OWA, not to the store (reference 2.2).
  if (String(headers['translate'] ?? '').toLowerCase() === 'f')
    return sentence(403, 'The logon page is no resource of the store. Ask for it without Translate.');
  const query = new URL(url, origin).searchParams;
  return logonPage(landing(query.get('url'), origin), query.get('reason'));
}

/** Always 302 with new cookies: only the next request shows whether the password was right. */
async function logOn(knock: Knock, sessions: Sessions, { mailboxes }: SignInParts): Promise<Admission> {
  const form = new URLSearchParams((await knock.body()).toString());
  const mailbox = mailboxFor(form.get('username') ?? '', form.get('password') ?? '', mailboxes);
  const bits = Number(form.get('trusted') ?? 0) | Number(form.get('flags') ?? 0);
  const { guid, cadata } = sessions.begin(mailbox, (bits & PRIVATE_COMPUTER) !== 0);
  return replied({
    status: 302,
    reason: MOVED,
    headers: {
      Location: landing(form.get('destination'), knock.origin),
      'Set-Cookie': [sessionCookie(guid), cadataCookie(cadata, knock.origin)],
    },
  });
}

function admitByCookie(knock: Knock, sessions: Sessions, loginPage: string): Admission {
  const value = cadataOf(knock.headers.cookie);
  const proof = value === null ? null : sessions.prove(value);
  if (proof?.kind === 'open') {
    const { mailbox, renewed } = proof;
    return { kind: 'caller', mailbox, ...(renewed === null ? {} : { headers: renewal(renewed, knock) }) };
  }
  // With `Translate: f` a GET asks the WebDAV face too, which knows no pages (reference 2.2).
  const isDav = knock.method !== 'GET' || flagHeader(knock, 'translate') === false;
  if (isDav) return replied(loginTimeout());
  const reason = proof === null ? REASON.first : reasonFor(proof.kind);
  const query = `url=${encodeURIComponent(knock.origin + knock.url)}&reason=${reason}`;
  const gone: SignInHeaders = proof === null ? {} : { 'Set-Cookie': COOKIES_GONE };
  const headers = { Location: `${knock.origin}${loginPage}?${query}`, ...gone };
  return replied({ status: 302, reason: MOVED, headers });
}

function renewal(cadata: string, { origin }: Knock): SignInHeaders {
  return { 'Set-Cookie': [cadataCookie(cadata, origin)] };
}

function reasonFor(kind: Exclude<Proof['kind'], 'open'>): Reason {
  switch (kind) {
    case 'wrong-password':
      return REASON.wrongPassword;
    case 'timed-out':
    case 'unknown':
      return REASON.timedOut;
    default:
      return assertNever(kind);
  }
}

/** The answer that detection rules wait for, byte for byte; the connection ends after it (reference 2.2, 8). */
function loginTimeout(): Reply {
  return {
    status: 440,
    headers: { 'Content-Type': 'text/html', 'Set-Cookie': COOKIES_GONE, Connection: 'close' },
    body: Buffer.from('<HTML><BODY>440 Login Timeout</BODY></HTML>'),
  };
}

/** Where to go after the form: an address of this server, `/exchange/` where another one or none is given. */
function landing(given: string | null, origin: string): string {
  const home = `${origin}/exchange/`;
  if (given === null || !URL.canParse(given, origin)) return home;
  const url = new URL(given, origin);
  return url.origin === origin ? url.href : home;
}
