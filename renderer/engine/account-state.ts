import { assertNever, type Failure } from '../../shared/errors.ts';
import { BACKOFF, backoffMs, type Random } from '../../shared/retry/backoff.ts';
import type { AccountInfo } from '../../shared/contracts/network.ts';
import type { AccountStateRow } from '../store/tables.ts';
import type { Writer } from '../store/writer.ts';
import type { Clock } from './clock.ts';
import { detailOf, type EngineLog, titled } from './engine-log.ts';
import { ACTIVITY_MS } from './limits.ts';
import { told, toldOf, type Told } from '../../shared/language/told.ts';

type Connection = AccountStateRow['connection'];

/** What the window shows of an account; kept here and written through to the store. */
export interface AccountState {
  connecting(): Promise<void>;
  online(info: Pick<AccountInfo, 'server' | 'capabilities'>): Promise<void>;
  /** Everything is in step. */
  settled(): Promise<void>;
  activity(activity: AccountStateRow['activity']): Promise<void>;
  /** Notes a failure that stops the whole account; returns how long to wait, null for "until the person acts". */
  failed(failure: Failure): Promise<number | null>;
}

export interface AccountStateDeps {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: EngineLog;
  readonly accountId: string;
  /** True while the person looks at a folder of this account: tries come sooner. */
  readonly watched: () => boolean;
}

/** Starts from what the store says, so that "offline since" survives a restart. */
export function createAccountState(
  deps: AccountStateDeps,
  before: AccountStateRow | undefined,
): AccountState {
  const { writer, clock, log, accountId } = deps;
  let row: AccountStateRow = before ?? {
    accountId,
    connection: 'connecting',
    since: clock.now(),
    failure: null,
    nextTryAt: null,
    lastSyncAt: null,
    server: null,
    activity: null,
  };
  let failures = 0;
  let logged: string | null = null;
  let activityAt = 0;

  const put = async (change: Partial<AccountStateRow>) => {
    const moved = change.connection !== undefined && change.connection !== row.connection;
    row = { ...row, ...change, ...(moved ? { since: clock.now() } : {}) };
    await writer.account(row);
  };

  const report = async (failure: Failure, connection: Connection) => {
    const cause = `${connection} ${failure.kind} ${failure.status ?? ''}`;
    // What its person did is no fault.
    if (cause === logged || connection === 'paused') return;
    logged = cause;
    const level = connection === 'offline' ? 'warning' : 'error';
    await log({
      accountId,
      level,
      ...titled(titleOf(connection)),
      ...toldOf(failure),
      detail: detailOf(failure),
    });
  };

  return {
    // While it is known to be offline it stays so until a try has succeeded: the banner must not flicker.
    connecting: () => (row.connection === 'online' ? put({ connection: 'connecting' }) : put({})),
    async online({ server, capabilities }) {
      failures = 0;
      const { noSearch } = capabilities;
      const isSame = row.server === server && row.noSearch?.sentence === noSearch?.sentence;
      if (row.connection === 'online' && row.failure === null && isSame) return;
      if (logged !== null) await log(backOnline(accountId));
      logged = null;
      await put({ connection: 'online', failure: null, nextTryAt: null, server, noSearch });
    },
    settled: () => put({ lastSyncAt: clock.now(), activity: null }),
    async activity(activity) {
      const now = clock.now();
      if (activity !== null && row.activity !== null && now - activityAt < ACTIVITY_MS) return;
      activityAt = now;
      if (activity !== row.activity) await put({ activity });
    },
    async failed(failure) {
      const connection = connectionAfter(failure, row.connection);
      const ms = waitFor(deps, failure, connection, failures);
      failures += 1;
      // A restart of the network process is over in a moment; only when it repeats is it worth a banner.
      if (failure.kind === 'interrupted' && failures < 4) {
        await put({ activity: null });
        return ms;
      }
      await report(failure, connection);
      await put({ connection, failure, nextTryAt: ms === null ? null : clock.now() + ms, activity: null });
      return ms;
    },
  };
}

/** A refusal is looked at again, but patiently: a hotel's sign-in page refuses too, and goes away. */
const REFUSED_MS = { first: 60_000, cap: 600_000 };

function waitFor(
  deps: AccountStateDeps,
  failure: Failure,
  connection: Connection,
  failures: number,
): number | null {
  // Whoever resumes the server hands over the accounts anew, and that ends the wait.
  if (connection === 'sign-in' || connection === 'paused') return null;
  if (connection === 'refused')
    return Math.min(REFUSED_MS.cap, REFUSED_MS.first * 2 ** Math.min(failures, 10));
  const policy = deps.watched() ? BACKOFF.foreground : BACKOFF.background;
  return backoffMs(policy, failures, deps.random, failure.retryAfterMs);
}

function connectionAfter(failure: Failure, now: Connection): Connection {
  switch (failure.kind) {
    case 'offline':
    case 'timeout':
    case 'interrupted':
    case 'throttled':
    case 'server-fault':
      return 'offline';
    case 'unauthorized':
      return 'sign-in';
    case 'paused':
      return 'paused';
    case 'untrusted':
    case 'unsupported':
    case 'malformed-response':
    case 'forbidden':
    case 'not-found':
    case 'conflict':
    case 'too-large':
    case 'invalid-input':
    case 'storage-full':
    case 'bug':
      return 'refused';
    case 'cancelled':
      return now;
    default:
      return assertNever(failure.kind);
  }
}

function titleOf(connection: Connection): Required<Told> {
  switch (connection) {
    case 'connecting':
      return told('Connecting');
    case 'online':
      return told('Connected');
    case 'offline':
      return told('Offline');
    case 'sign-in':
      return told('Sign-in needed');
    case 'refused':
      return told('Cannot read this account');
    case 'paused':
      return told('Paused by you');
    default:
      return assertNever(connection);
  }
}

function backOnline(accountId: string): Parameters<EngineLog>[0] {
  return {
    accountId,
    level: 'info',
    ...titled(told('Connected again')),
    ...told('The server answers again. Retinue goes on from where it was.'),
    detail: '',
  };
}
