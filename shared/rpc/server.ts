import { fail, STOPPED, toFailure } from '../errors.ts';
import { told } from '../language/told.ts';
import type { Contract, PortMessage, Transport } from './protocol.ts';

export interface CallContext<P = unknown> {
  readonly signal: AbortSignal;
  readonly progress: (value: P) => void;
}

/** One function a method. A stream handler yields arrays and returns the end value; it is pulled by credit. */
export interface Handlers<C extends Contract> {
  readonly calls: {
    readonly [M in keyof C['calls']]: (
      args: C['calls'][M]['args'],
      context: CallContext<C['calls'][M]['progress']>,
    ) => Promise<C['calls'][M]['result']>;
  };
  readonly streams: {
    readonly [M in keyof C['streams']]: (
      args: C['streams'][M]['args'],
      context: { readonly signal: AbortSignal },
    ) => AsyncGenerator<readonly C['streams'][M]['item'][], C['streams'][M]['end'], void>;
  };
}

export interface Server<C extends Contract> {
  event<N extends keyof C['events'] & string>(name: N, value: C['events'][N]): void;
  /** Cancels everything under way. */
  close(): void;
}

interface Job {
  readonly abort: AbortController;
  credit: number;
  wake: () => void;
}

/**
 * Serves a contract over a transport. `check` validates a method's arguments and throws a FailureError of kind
 * 'invalid-input'; the caller is a less trusted process.
 */
export function serve<C extends Contract>(
  transport: Transport,
  handlers: Handlers<C>,
  check: (method: string, args: unknown) => unknown,
): Server<C> {
  const jobs = new Map<number, Job>();

  const run = async (id: number, work: (job: Job) => Promise<void>) => {
    const job: Job = { abort: new AbortController(), credit: 0, wake: () => {} };
    jobs.set(id, job);
    try {
      await work(job);
    } catch (thrown) {
      transport.send({ type: 'failure', id, failure: toFailure(thrown) });
    } finally {
      jobs.delete(id);
    }
  };

  const runCall = (id: number, method: string, args: unknown) =>
    run(id, async (job) => {
      const handler = own(handlers.calls, method) as (
        args: unknown,
        context: CallContext,
      ) => Promise<unknown>;
      const progress = (value: unknown) => transport.send({ type: 'progress', id, value });
      const value = await handler(check(method, args), { signal: job.abort.signal, progress });
      transport.send({ type: 'result', id, value });
    });

  const runStream = (id: number, method: string, args: unknown) =>
    run(id, async (job) => {
      const handler = own(handlers.streams, method) as (
        args: unknown,
        context: { signal: AbortSignal },
      ) => AsyncGenerator<readonly unknown[], unknown, void>;
      const source = handler(check(method, args), { signal: job.abort.signal });
      try {
        for (let sequence = 0; ; sequence += 1) {
          await creditOf(job);
          const next = await source.next();
          if (next.done) return transport.send({ type: 'end', id, value: next.value });
          job.credit -= 1;
          transport.send({ type: 'batch', id, sequence, items: next.value });
        }
      } finally {
        await source.return(undefined);
      }
    });

  transport.onMessage((message: PortMessage) => {
    switch (message.type) {
      case 'call':
        void runCall(message.id, message.method, message.args);
        return;
      case 'stream':
        void runStream(message.id, message.method, message.args);
        return;
      case 'credit': {
        const job = jobs.get(message.id);
        if (job) {
          job.credit += 1;
          job.wake();
        }
        return;
      }
      case 'cancel': {
        const job = jobs.get(message.id);
        job?.abort.abort();
        job?.wake();
        return;
      }
      default:
        return; // answers and events go the other way; a peer that sends them here is ignored
    }
  });

  const close = () => {
    for (const job of jobs.values()) {
      job.abort.abort();
      job.wake();
    }
  };
  transport.onClose(close);
  return { event: (name, value) => transport.send({ type: 'event', name, value }), close };
}

async function creditOf(job: Job): Promise<void> {
  while (job.credit <= 0) {
    if (job.abort.signal.aborted) throw fail('cancelled', STOPPED);
    await new Promise<void>((resolve) => {
      job.wake = resolve;
    });
  }
  if (job.abort.signal.aborted) throw fail('cancelled', STOPPED);
}

function own(handlers: object, method: string): unknown {
  if (!Object.hasOwn(handlers, method))
    throw fail('invalid-input', told('There is no method {method}.', { method: JSON.stringify(method) }));
  return (handlers as Record<string, unknown>)[method];
}
