import type { NetworkContract } from '../../../shared/contracts/network.ts';

type Calls = NetworkContract['calls'];
type DraftCall = Extract<keyof Calls, `draft.${string}`>;

/** Asks the network process about a draft. Rejects with a FailureError. */
export type DraftCalls = <M extends DraftCall>(
  method: M,
  args: Calls[M]['args'],
) => Promise<Calls[M]['result']>;
