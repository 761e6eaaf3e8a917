import { type Failure, fail, FailureError, STOPPED } from '../errors.ts';
import { told } from '../language/told.ts';
import { type Contract, CREDIT, type PortMessage, type Transport } from './protocol.ts';

type Calls<C extends Contract> = C['calls'];
type Streams<C extends Contract> = C['streams'];

export interface CallOptions<P = unknown> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: P) => void) | undefined;
}

/** The calling end of a port. Every method rejects with a FailureError. */
export interface Caller<C extends Contract> {
  call<M extends keyof Calls<C> & string>(
    method: M,
    args: Calls<C>[M]['args'],
    options?: CallOptions<Calls<C>[M]['progress']>,
  ): Promise<Calls<C>[M]['result']>;
  /** Yields batches in order; the return value is the stream's end. Leaving the loop early cancels. */
  stream<M extends keyof Streams<C> & string>(
    method: M,
    args: Streams<C>[M]['args'],
    options?: { readonly signal?: AbortSignal | undefined },
  ): AsyncGenerator<readonly Streams<C>[M]['item'][], Streams<C>[M]['end'], void>;
  onEvent<N extends keyof C['events'] & string>(name: N, listener: (value: C['events'][N]) => void): void;
  /** Fails everything under way, and what is asked later, as interrupted or with this failure; closes the port. */
  close(failure?: Failure): void;
}

interface Pending {
  readonly message: (message: PortMessage) => void;
  readonly fail: (failure: Failure) => void;
}

const INTERRUPTED: Failure = {
  kind: 'interrupted',
  ...told('The part of Retinue that speaks to servers stopped. Retinue started it again and goes on.'),
};

/** Makes the calling end over a transport. */
export function createCaller<C extends Contract>(transport: Transport): Caller<C> {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, ((value: never) => void)[]>();
  let lastId = 0;
  /** Why nothing can be asked any more. */
  let closed: Failure | null = null;

  const failAll = (failure: Failure) => {
    closed ??= failure;
    for (const [id, entry] of pending) {
      pending.delete(id);
      entry.fail(failure);
    }
  };
  transport.onClose(() => failAll(INTERRUPTED));
  transport.onMessage((message) => {
    if (message.type === 'event') {
      for (const listener of listeners.get(message.name) ?? []) listener(message.value as never);
    } else pending.get(message.id)?.message(message);
  });

  const begin = (type: 'call' | 'stream', method: string, args: unknown, entry: Pending) => {
    if (closed) throw new FailureError(closed);
    lastId += 1;
    const id = lastId;
    pending.set(id, entry);
    transport.send({ type, id, method, args });
    return id;
  };
  const watch = (signal: AbortSignal | undefined, stop: () => void) => {
    signal?.addEventListener('abort', stop, { once: true });
    return () => signal?.removeEventListener('abort', stop);
  };

  return {
    call(method, args, options = {}) {
      return new Promise((resolve, reject) => {
        if (options.signal?.aborted) return reject(cancelled());
        let unwatch = () => {};
        const done = (act: () => void) => {
          pending.delete(id);
          unwatch();
          act();
        };
        const id = begin('call', method, args, {
          message(message) {
            if (message.type === 'result') done(() => resolve(message.value as never));
            else if (message.type === 'failure') done(() => reject(new FailureError(message.failure)));
            else if (message.type === 'progress') options.onProgress?.(message.value as never);
          },
          fail: (failure) => done(() => reject(new FailureError(failure))),
        });
        unwatch = watch(options.signal, () => {
          transport.send({ type: 'cancel', id });
          done(() => reject(cancelled()));
        });
      });
    },

    async *stream(method, args, options = {}) {
      if (options.signal?.aborted) throw cancelled();
      const queue: PortMessage[] = [];
      let failure: Failure | undefined;
      let wake = () => {};
      const id = begin('stream', method, args, {
        message(message) {
          queue.push(message);
          wake();
        },
        fail(value) {
          failure = value;
          wake();
        },
      });
      let finished = false;
      const unwatch = watch(options.signal, () => {
        failure = cancelled().failure;
        wake();
      });
      try {
        for (let i = 0; i < CREDIT; i += 1) transport.send({ type: 'credit', id });
        for (;;) {
          const message = queue.shift();
          if (message?.type === 'batch') {
            yield message.items as never;
            transport.send({ type: 'credit', id });
          } else if (message?.type === 'end') {
            finished = true;
            return message.value as never;
          } else if (message?.type === 'failure') {
            finished = true;
            throw new FailureError(message.failure);
          } else if (failure) {
            throw new FailureError(failure);
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        unwatch();
        pending.delete(id);
        if (!finished && !closed) transport.send({ type: 'cancel', id });
      }
    },

    onEvent(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener as (value: never) => void]);
    },
    close(failure = INTERRUPTED) {
      failAll(failure);
      transport.close();
    },
  };
}

function cancelled(): FailureError {
  return fail('cancelled', STOPPED);
}
