import type { Random } from '../../shared/retry/backoff.ts';
import type { RetinueDatabase } from '../store/database.ts';
import type { FolderId } from '../store/tables.ts';
import type { Writer } from '../store/writer.ts';
import type { AccountState } from './account-state.ts';
import type { Clock } from './clock.ts';
import type { EngineLog } from './engine-log.ts';
import type { Network } from './network-link.ts';

/** What everything in an account's synchronisation works with. */
export interface SyncDeps {
  readonly accountId: string;
  readonly network: Network;
  readonly database: RetinueDatabase;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: EngineLog;
  readonly state: AccountState;
  /** A folder has another id from now on. */
  readonly folderMoved: (from: FolderId, to: FolderId) => void;
  /** Aborted when the account's work stops. */
  readonly signal: AbortSignal;
}
