import type { NetworkContract } from '../../../shared/contracts/network.ts';
import type { ServerCopy } from '../../../shared/mail/compose/server-copy.ts';

type Calls = NetworkContract['calls'];
type DraftCall = Extract<keyof Calls, `draft.${string}` | 'people.find'>;

/** Asks the network process about a draft. Rejects with a FailureError. */
export type DraftCalls = <M extends DraftCall>(
  method: M,
  args: Calls[M]['args'],
) => Promise<Calls[M]['result']>;

/** A composer's way to the network process. */
export interface DraftsConnection {
  readonly calls: DraftCalls;
  /** Where the draft's copy on its server stands; the same object until that changes. */
  readonly copyOf: (id: string) => ServerCopy;
  /** Returns what stops it. */
  readonly onCopies: (listener: () => void) => () => void;
}
