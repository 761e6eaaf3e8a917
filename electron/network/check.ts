import type { AccountForm, CheckReport, CheckStep } from '../../shared/contracts/main.ts';
import { fail, type Failure, toFailure } from '../../shared/errors.ts';
import { told, type Told, toldOf } from '../../shared/language/told.ts';
import type { DialectName } from '../../shared/mail/dialects.ts';
import { isLoopback, parseAddress } from './address.ts';
import { findMailbox, type Found, isWebDav, type Passed, plainReadingStep } from './check-mailbox.ts';
import type { Clock } from './clock.ts';
import { options } from './dav/options.ts';
import { search } from './dav/search.ts';
import type { HttpTransport } from './dav/transport.ts';
import { type Discovery, mailboxRoot } from './exchange/discovery.ts';
import { P } from './exchange/properties.ts';
import { column, selectSql } from './exchange/sql.ts';
import { plainRoot } from './plain-dav/plain-mailbox.ts';
import type { RequestLog } from './log.ts';
import type { Pauses } from './resilience/pauses.ts';
import { createSession, promptly, type Session } from './session.ts';

export interface CheckOptions {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly pauses?: Pauses;
}
interface Step {
  /** What is said where it was not reached. */
  readonly skipped: Required<Told>;
  readonly run: () => Promise<Passed>;
}

/**
 * Tries a new account step by step, each with one request and one fact; the first that fails ends it and says why.
 * The password is sent in one try only.
 */
export async function checkAccount(
  checking: CheckOptions,
  form: AccountForm,
  signal: AbortSignal,
): Promise<CheckReport> {
  const steps: CheckStep[] = [];
  let failure: CheckReport['failure'] = null;
  const found: { dialect: DialectName } = { dialect: 'exchange' };
  for (const { skipped, run } of stepsOf(checking, form, (dialect) => (found.dialect = dialect), signal)) {
    if (failure) {
      steps.push({ state: 'skipped', ...skipped, fact: '' });
      continue;
    }
    try {
      steps.push({ state: 'ok', ...(await run()) });
    } catch (thrown) {
      failure = toFailure(thrown);
      steps.push({ state: 'failed', ...toldOf(failure), fact: factOf(failure) });
    }
  }
  return { steps, failure, dialect: found.dialect };
}

/** `OPTIONS /exchange/alex/ 401`, or the code of what went wrong below HTTP. */
function factOf({ detail = '', status }: Failure): string {
  return status === undefined ? detail : `${detail} ${status}`.trim();
}

function stepsOf(
  checking: CheckOptions,
  form: AccountForm,
  onDialect: (dialect: DialectName) => void,
  signal: AbortSignal,
): readonly Step[] {
  let url: URL;
  let session: Session;
  let root: string;
  let isExchange = false;
  let found: Found;
  return [
    {
      skipped: told('Address: not tried.'),
      async run() {
        url = parseAddress(form.url);
        checkUser(form.user);
        const pause = checking.pauses?.of(url.origin);
        const account = { ...form, url: url.href };
        session = promptly(createSession({ ...checking, account, ...(pause ? { pause } : {}) }));
        root = mailboxRoot(url.href, form.user);
        return addressStep(url, root);
      },
    },
    {
      skipped: told('Connection and sign-in: not tried.'),
      async run() {
        const answer = await options(session, root, signal);
        const fact = `OPTIONS ${answer.status}, ${answer.elapsedMs} ms`;
        isExchange = answer.msWebStorage !== '';
        if (answer.status === 404 && isExchange) throw noMailbox(root);
        // Where Exchange would be there is nothing; what the person named may be a folder of files.
        const plain = plainRoot(url.href);
        const isElsewhere = plain !== root;
        if (answer.dav === '' && !isExchange && !(isElsewhere && (await isWebDav(session, plain, signal))))
          throw notWebDav(url.host, fact);
        return { ...told('The server answers, accepts the name and password and speaks WebDAV.'), fact };
      },
    },
    {
      skipped: told('Mailbox: not tried.'),
      async run() {
        found = await findMailbox(
          session,
          { root, plain: plainRoot(url.href), isExchange },
          checking.clock,
          signal,
        );
        onDialect(found.dialect);
        return found.passed;
      },
    },
    {
      skipped: told('Reading mail: not tried.'),
      run: () =>
        found.dialect === 'plain'
          ? plainReadingStep(session, found.members, checking.clock, signal)
          : readingStep(session, found.discovery, checking.clock, signal),
    },
  ];
}

function addressStep(url: URL, root: string): Passed {
  const fact = `${url.origin}${root}`;
  const plain = url.protocol === 'http:' && !isLoopback(url);
  return {
    ...(plain
      ? told(
          'The address can be used, but without encryption: the password and all mail can be read on the way. Use https where the server offers it.',
        )
      : told('The address can be used.')),
    fact,
  };
}

/** One row of the Inbox: proves SEARCH, which some proxies do not let through. */
async function readingStep(
  session: Session,
  { inbox }: Discovery,
  clock: Clock,
  signal: AbortSignal,
): Promise<Passed> {
  const sql = selectSql({
    select: [P.dateReceived],
    depth: 'shallow',
    where: [`${column(P.isFolder)} = False`, `${column(P.isHidden)} = False`],
    newestFirstBy: P.dateReceived,
  });
  const started = clock.now();
  const rows = search(session, inbox, sql, { first: 0, count: 1 }, signal);
  for (;;) {
    const next = await rows.next();
    if (!next.done) continue;
    const { total } = next.value;
    return {
      ...(total === null
        ? told('The Inbox can be read.')
        : told('The Inbox can be read: {total, plural, one {# message} other {# messages}}.', { total })),
      fact: `SEARCH 207, ${clock.now() - started} ms`,
    };
  }
}

/** RFC 7617: the name ends at the first colon, so one inside it would be sent as part of the password. */
function checkUser(user: string): void {
  if (user.trim() === '')
    throw fail(
      'invalid-input',
      told('The user name is missing. Retinue sent nothing. Enter the name that the server knows you by.'),
    );
  if (user.includes(':'))
    throw fail(
      'invalid-input',
      told(
        'A user name with a colon cannot be sent with Basic sign-in. Retinue sent nothing. Use the form DOMAIN\\name or name@example.com.',
      ),
    );
}

function noMailbox(root: string) {
  return fail(
    'not-found',
    told(
      'This is an Exchange server, but it has no mailbox at {root} (404). Retinue stopped here. Check the name at the end of the address.',
      { root },
    ),
    { status: 404, detail: `OPTIONS ${root}` },
  );
}

function notWebDav(host: string, fact: string) {
  return fail(
    'unsupported',
    told(
      '{host} answers, but it does not speak WebDAV. Retinue changed nothing there. Check the address; the one of an Exchange mailbox is often https://server/exchange/name/.',
      { host },
    ),
    { detail: fact },
  );
}
