import type { NetworkAccount } from '../../shared/contracts/control.ts';
import { fail, type FailureError } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';
import type { Clock } from './clock.ts';
import { PRIMER } from './dav/primer.ts';
import { judgeRedirect, loginPageOf } from './dav/redirects.ts';
import { type Clocks, createWire, type DavAnswer, type DavRequest, type Wire } from './dav/request.ts';
import { type Judged, statusFailure, type Subject } from './dav/status.ts';
import type { HttpTransport } from './dav/transport.ts';
import { failureOf } from './failure-of.ts';
import { createGate, type Lane } from './gate.ts';
import { LIMITS } from './limits.ts';
import type { RequestLog } from './log.ts';
import { FIRST_PACE, paced, type PaceSign } from './resilience/pace.ts';
import { NEVER_PAUSED, type Pause } from './resilience/pauses.ts';
import { wrongPassword } from './sign-in/forms.ts';
import { createSignIn } from './sign-in/sign-in.ts';

export interface SessionRequest extends DavRequest {
  readonly lane: Lane;
  readonly subject: Subject;
  /** Asks for a change on the server. */
  readonly change?: boolean;
  /** Statuses that the caller takes; any other becomes a failure. */
  readonly expect: readonly number[];
  /** What the body must be; a web page in its place is refused before it is read. */
  readonly due: 'xml' | 'bytes' | 'anything';
  /** Fails as 'paused' while the server is paused instead of waiting: somebody looks at it. */
  readonly isPrompt?: boolean;
}
/** One account's conversation with its server: sign-in, order, redirects, statuses. */
export interface Session {
  readonly origin: string;
  /** Resolves once the headers are there and judged. Rejects with a FailureError. */
  request(request: SessionRequest, signal: AbortSignal): Promise<DavAnswer>;
}
export interface SessionOptions {
  readonly account: Pick<NetworkAccount, 'url' | 'user' | 'password'>;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: RequestLog;
  /** Other than LIMITS says; for tests. */
  readonly clocks?: Clocks;
  /** Most files at once; one unless said otherwise. */
  readonly filesAtOnce?: number;
  /** The server is asked more at once while it answers quickly. Exchange gets two, always. */
  readonly isPaced?: boolean;
  /** Whether its person paused the server. */
  readonly pause?: Pause;
}

/**
 * Makes the session of an account whose address was checked before. Basic is sent with the first request, to the
 * configured origin only; a server that wants NTLM or its form instead says so (401 with its offers; 440, a redirect to
 * the form), and gets it there.
 * After one refused sign-in nothing is sent any more, so that no directory locks the account:
 * main makes a new session when the person has given another password. A 401 after sign-in has worked may be a server
 * that forgot or a proxy's hiccup: what changes nothing is asked once more, and only a second 401 is a refusal.
 */
export function createSession({
  account,
  transport,
  clock,
  log,
  clocks,
  filesAtOnce = 1,
  isPaced = false,
  pause = NEVER_PAUSED,
}: SessionOptions): Session {
  const origin = new URL(account.url).origin;
  const wire = createWire({ transport, clock, log, origin, ...(clocks ? { clocks } : {}) });
  // One at a time until sign-in has worked once: two wrong tries at the same moment would count as two.
  const gate = createGate(1, filesAtOnce);
  /** Held while one request is asked once more: all others wait, because each would be another wrong try if it is one. */
  const doubt = createGate(1);
  let signedIn = false;
  let pace = isPaced ? FIRST_PACE : null;
  let refused: FailureError | null = account.password === null ? passwordMissing() : null;
  const signIn = createSignIn({
    wire,
    account: { ...account, password: account.password ?? '' },
    now: () => clock.now(),
  });

  const widen = () => gate.widen(Math.max(pace?.places ?? LIMITS.requestsAtOnce, filesAtOnce));
  const notePace = (sign: PaceSign) => {
    if (!pace) return;
    pace = paced(pace, sign);
    if (signedIn) widen();
  };

  const ask = (request: SessionRequest, signal: AbortSignal): Promise<DavAnswer> => {
    const headers = { ...request.headers, ...signIn.headers() };
    return followed(wire, { ...request, headers, ntlm: signIn.ntlm() }, origin, signal);
  };
  /** A session by form that has ended is renewed, once; the answer says that the request was not carried out. */
  const askSignedIn = async (request: SessionRequest, signal: AbortSignal): Promise<DavAnswer> => {
    if (signIn.isUntold() && isNeverFirst(request)) {
      const first = await askSignedIn(firstOf(account.url), signal);
      // A refusal of this one is a refusal of the request: the password is not shown a second time.
      if (first.status === 401) return first;
      first.dispose();
    }
    const seen = signIn.generation();
    const url = origin + request.path;
    const answer = await ask(request, signal);
    if (!signIn.isAskedFor(answer, url)) return answer;
    answer.dispose();
    try {
      await signIn.renew(seen, answer, url, signal);
      const again = await ask(request, signal);
      if (again.status !== 440 && !loginPageOf(again.headers.get('location'), url)) return again;
      again.dispose();
      throw wrongPassword();
    } catch (thrown) {
      if (failureOf(thrown)?.kind === 'unauthorized') refused = thrown as FailureError;
      throw thrown;
    }
  };

  const judge = async (request: SessionRequest, answer: DavAnswer, tries: number): Promise<DavAnswer> => {
    if (isWebPage(request, answer)) {
      answer.dispose();
      throw webPage(request, answer.status);
    }
    if (request.expect.includes(answer.status)) {
      // Many servers answer OPTIONS without looking at the password.
      if (request.method !== 'OPTIONS') {
        signedIn = true;
        widen();
      }
      return answer;
    }
    const page = await startOf(answer);
    const { method, path, subject, change = false } = request;
    const { status, headers: answered } = answer;
    const judged: Judged = {
      method,
      path,
      status,
      headers: answered,
      page,
      subject,
      change,
      signedIn,
      tries,
      now: clock.now(),
    };
    const failure = statusFailure(judged);
    if (failure.failure.kind === 'unauthorized') refused = failure;
    throw failure;
  };

  const send = async (request: SessionRequest, signal: AbortSignal): Promise<DavAnswer> => {
    (await doubt.enter(request.lane, signal))();
    if (refused) throw refused;
    const answer = await askSignedIn(request, signal);
    if (answer.status !== 401 || !signedIn || !isRepeatable(request)) return judge(request, answer, 1);
    answer.dispose();
    const settle = await doubt.enter(request.lane, signal);
    try {
      // Somebody else has found out meanwhile.
      if (refused) throw refused;
      return await judge(request, await askSignedIn(request, signal), 2);
    } finally {
      settle();
    }
  };

  /** A place at a server that is not paused. Nobody who waits for the server to be resumed holds one. */
  const admitted = async ({ lane, isPrompt = false }: SessionRequest, signal: AbortSignal) => {
    for (;;) {
      if (isPrompt && pause.isOn()) throw pause.failure();
      await pause.pass(signal);
      const leave = await gate.enter(lane, signal);
      if (!pause.isOn()) return leave;
      leave();
    }
  };

  return {
    origin,
    async request(request, signal) {
      const leave = await admitted(request, signal);
      try {
        const answer = await send(request, signal);
        notePace({ kind: 'answer', at: clock.now(), ms: isAlike(request) ? answer.elapsedMs : null });
        void answer.finished.then(leave);
        return answer;
      } catch (thrown) {
        if (isTrouble(thrown)) notePace({ kind: 'trouble', at: clock.now() });
        leave();
        throw thrown;
      }
    },
  };
}

/** The start of a file: what a plain server is asked for by the hundred, and takes the same time each. */
function isAlike({ method, lane }: SessionRequest): boolean {
  return method === 'GET' && lane === 'list';
}

function isTrouble(thrown: unknown): boolean {
  const kind = failureOf(thrown)?.kind;
  return kind === 'throttled' || kind === 'timeout';
}

/** The same conversation for somebody who looks at it: a paused server is said at once and not waited for. */
export function promptly(session: Session): Session {
  return {
    origin: session.origin,
    request: (asked, signal) => session.request({ ...asked, isPrompt: true }, signal),
  };
}

async function followed(
  wire: Wire,
  request: DavRequest,
  origin: string,
  signal: AbortSignal,
): Promise<DavAnswer> {
  let path = request.path;
  for (let hops = 0; ; hops += 1) {
    const answer = await wire({ ...request, path }, signal);
    if (![301, 302, 303, 307, 308].includes(answer.status)) return answer;
    if (loginPageOf(answer.headers.get('location'), origin + path)) return answer;
    answer.dispose();
    const verdict = judgeRedirect(request.method, origin + path, answer.headers.get('location'));
    if ('refuse' in verdict) throw verdict.refuse;
    if (hops >= LIMITS.redirects)
      throw fail(
        'malformed-response',
        told(
          'The server sends Retinue from one address to the next ({status}). Retinue stopped after {times}. Check the address of the mailbox.',
          { status: answer.status, times: hops + 1 },
        ),
      );
    path = verdict.follow;
  }
}

/** The start of an error page, to learn what it means; the rest is not read. */
async function startOf(answer: DavAnswer): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  try {
    for await (const chunk of answer.body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= LIMITS.errorBodyBytes) break;
    }
  } catch {
    // The status alone is judged then: it came whole, and the page only colours the sentence.
  } finally {
    answer.dispose();
  }
  return text.slice(0, LIMITS.errorBodyBytes);
}

/** Asking twice is the same as asking once. A streamed body may be gone after the first time. */
function isRepeatable({ change = false, body }: SessionRequest): boolean {
  return !change && typeof body !== 'object';
}

/** What IIS answers as if it were carried out where it wants another sign-in, and what would go out for nothing. */
function isNeverFirst({ method, body }: SessionRequest): boolean {
  return method === 'POLL' || method === 'BPROPPATCH' || typeof body === 'object';
}

/** Only to learn how the server wants its sign-in. */
function firstOf(url: string): SessionRequest {
  return {
    ...PRIMER,
    path: new URL(url).pathname,
    cap: LIMITS.itemAnswerBytes,
    lane: 'list',
    subject: 'mailbox',
    expect: [],
    due: 'anything',
  };
}

function isWebPage({ due }: SessionRequest, { status, headers }: DavAnswer): boolean {
  return due === 'xml' && status >= 200 && status < 300 && isHtml(headers);
}

/** True when an answer calls itself a web page. */
export function isHtml(headers: ReadonlyMap<string, string>): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headers.get('content-type') ?? '');
}

/** A web page came where something else was due. */
export function webPage({ method, path, subject }: SessionRequest, status: number): FailureError {
  return fail(
    'malformed-response',
    told(
      'This network asks you to sign in first. The server sent a web page where the {subject, select, mailbox {mailbox} folder {folder} attachment {attachment} other {message}} should be ({status}, text/html), and Retinue left the mailbox here as it was. Sign in there with a browser; if there is nothing to sign in to, the session or a proxy is the likely cause.',
      { subject, status },
    ),
    { status, detail: `${method} ${path.split('?', 1)[0]}` },
  );
}

function passwordMissing(): FailureError {
  return fail(
    'unauthorized',
    told('Retinue has no password for this account. It sent nothing to the server. Enter the password.'),
  );
}
