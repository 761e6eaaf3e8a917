import type { NetworkContract } from '../../shared/contracts/network.ts';
import type { TransferView } from '../../shared/contracts/transfers.ts';
import type { OutgoingView } from '../../shared/delivery/outgoing.ts';
import { fail } from '../../shared/errors.ts';
import { type Caller, createCaller } from '../../shared/rpc/caller.ts';
import type { Transport } from '../../shared/rpc/protocol.ts';
import type { Clock } from './clock.ts';
import { told } from '../../shared/language/told.ts';

/** What the engine uses of the network process. */
export type Network = Pick<Caller<NetworkContract>, 'call' | 'stream'>;

/** The way to the network process, which may be replaced at any time. */
export interface NetworkLink extends Network {
  /** A new port: calls under way on the old one fail as 'interrupted', calls that waited for a port go out. */
  attach(transport: Transport): void;
  /** Called when main has handed the network process other accounts. */
  onAccounts(listener: () => void): void;
  /** Called with every transfer whenever one has changed, and once on a new port. */
  onTransfers(listener: (list: readonly TransferView[]) => void): void;
  /** The same for the outgoing messages. */
  onOutgoing(listener: (list: readonly OutgoingView[]) => void): void;
  /** Called when something went wrong that no answer stands for: it is to be taken. */
  onProblems(listener: () => void): void;
  close(): void;
}

/** How long a call waits for a port before it fails: the network process is forked again within moments, or not at all. */
const PORT_WAIT_MS = 15_000;

/** Makes a link without a port. */
export function createNetworkLink(clock: Clock): NetworkLink {
  let caller: Caller<NetworkContract> | undefined;
  let arrived = new AbortController();
  const listeners: (() => void)[] = [];
  const transferListeners: ((list: readonly TransferView[]) => void)[] = [];
  const problemListeners: (() => void)[] = [];
  const outgoingListeners: ((list: readonly OutgoingView[]) => void)[] = [];

  const current = async (signal: AbortSignal | undefined): Promise<Caller<NetworkContract>> => {
    if (!caller) await clock.wait(PORT_WAIT_MS, anyOf(arrived.signal, signal));
    if (signal?.aborted) throw fail('cancelled', told('Stopped, as you asked.'));
    if (!caller) throw fail('interrupted', NO_PORT);
    return caller;
  };

  return {
    attach(transport) {
      caller?.close();
      const next = createCaller<NetworkContract>(transport);
      transport.onClose(() => {
        if (caller !== next) return;
        caller = undefined;
        arrived = new AbortController();
      });
      // The first one is the greeting on every new port and changes nothing: a wrong password must not be sent again for it.
      let greeted = false;
      next.onEvent('accounts', () => {
        if (greeted) for (const listener of listeners) listener();
        greeted = true;
      });
      next.onEvent('transfers', ({ list }) => {
        for (const listener of transferListeners) listener(list);
      });
      next.onEvent('outgoing', ({ list }) => {
        for (const listener of outgoingListeners) listener(list);
      });
      next.onEvent('problems', () => {
        for (const listener of problemListeners) listener();
      });
      caller = next;
      arrived.abort();
    },
    onAccounts: (listener) => void listeners.push(listener),
    onTransfers: (listener) => void transferListeners.push(listener),
    onProblems: (listener) => void problemListeners.push(listener),
    onOutgoing: (listener) => void outgoingListeners.push(listener),
    call: async (method, args, options) =>
      (await current(toSignal(options?.signal))).call(method, args, options),
    async *stream(method, args, options) {
      const now = await current(toSignal(options?.signal));
      return yield* now.stream(method, args, options);
    },
    close() {
      caller?.close();
      caller = undefined;
    },
  };
}

const NO_PORT = told(
  'The part of Retinue that speaks to servers does not run. Retinue shows what is on this computer and goes on as soon as it runs again.',
);

function anyOf(first: AbortSignal, second: AbortSignal | undefined): AbortSignal {
  return second ? AbortSignal.any([first, second]) : first;
}

/** The contract's signal is the small one that every runtime has; here it is always the real one. */
function toSignal(signal: unknown): AbortSignal | undefined {
  return signal instanceof AbortSignal ? signal : undefined;
}

/** Takes a whole stream: its items and its end. */
export async function collect<I, E>(
  stream: AsyncGenerator<readonly I[], E, void>,
): Promise<{ readonly items: readonly I[]; readonly end: E }> {
  const items: I[] = [];
  for (;;) {
    const next = await stream.next();
    if (next.done) return { items, end: next.value };
    for (const item of next.value) items.push(item);
  }
}
