import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../clock/clock.ts';
import type { Conversion } from '../conversion/conversion.ts';
import type { EventLog } from '../events/event-log.ts';
import type { FaultEngine } from '../faults/engine.ts';
import type { LockTable } from '../locks/lock-table.ts';
import type { Notifications } from '../notifications/notifications.ts';
import type { Claims } from '../oracle/claims.ts';
import type { Ledger } from '../oracle/ledger.ts';
import type { Personality } from '../personality/personality.ts';
import type { Chunks } from '../replication/chunks.ts';
import type { SyncPoints } from '../replication/sync-points.ts';
import type { RowCache } from '../search-sql/run.ts';
import type { Settings } from '../settings/settings.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Place } from '../store/urls.ts';
import type { Transport } from '../transport/transport.ts';
import type { Worker } from '../worker/worker.ts';
import type { Reply } from './reply.ts';

/** Everything a server serves, and the parts that serve it. A new scenario is a new world on the same port. */
export interface World {
  readonly seed: number;
  readonly personality: Personality;
  /** By lower-case alias. */
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
  /** The public folder tree, a store of its own under /public. */
  readonly publicStore: Mailbox;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly signIn: SignIn;
  readonly events: EventLog;
  readonly ledger: Ledger;
  readonly claims: Claims;
  readonly worker: Worker;
  readonly conversion: Conversion;
  readonly transport: Transport;
  readonly locks: LockTable;
  readonly faults: FaultEngine;
  readonly notifications: Notifications;
  /** Results of searches, kept while they hold. */
  readonly rows: RowCache;
  /** Replicating searches whose result is fetched in parts. */
  readonly chunks: Chunks;
  readonly syncPoints: SyncPoints;
  /** Aborted when another world takes this one's place: what began in it ends there. */
  readonly life: AbortController;
}

/** One request, read whole. Paths stay encoded: only `locate` decodes them, once. */
export interface Call extends Place {
  readonly method: string;
  /** The path of the request line, without query. */
  readonly path: string;
  /** The query with its `?`; empty where there is none. */
  readonly query: string;
  /** Decoded path segments below the store's root. */
  readonly segments: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly world: World;
  /** Who asks; `mailbox` (of Place) is the store that is asked. They differ in public folders and in what others shared. */
  readonly caller: Mailbox;
}

/** One verb. */
export type Method = (call: Call) => Reply | Promise<Reply>;

/** The value of a header that may come once; lists are joined. */
export function header(call: Pick<Call, 'headers'>, name: string): string | undefined {
  const value = call.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** True for `t`, `T`, `true` (Brief, Overwrite, Allow-Rename); undefined where the header is absent. */
export function flagHeader(call: Pick<Call, 'headers'>, name: string): boolean | undefined {
  const value = header(call, name)?.trim().toLowerCase();
  return value === undefined ? undefined : value.startsWith('t');
}
