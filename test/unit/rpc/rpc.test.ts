import { describe, expect, it } from 'vitest';
import { fail, FailureError } from '../../../shared/errors.ts';
import { createCaller } from '../../../shared/rpc/caller.ts';
import { serve } from '../../../shared/rpc/server.ts';
import { portPair } from '../../helpers/port-pair.ts';

interface Sums {
  readonly calls: {
    add: { args: { a: number; b: number }; result: number; progress: string };
    refuse: { args: null; result: never };
    wait: { args: null; result: string };
  };
  readonly streams: { count: { args: { to: number; fail?: number }; item: number; end: string } };
  readonly events: { tick: number };
}

function connect() {
  const pair = portPair();
  const facts = { aborted: 0, produced: 0, returned: false };
  const server = serve<Sums>(
    pair.right,
    {
      calls: {
        async add({ a, b }, { progress }) {
          progress('adding');
          return a + b;
        },
        async refuse() {
          throw fail('forbidden', 'You may not (403).', { status: 403 });
        },
        wait: (_args, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              facts.aborted += 1;
              reject(fail('cancelled', 'Stopped, as you asked.'));
            });
          }),
      },
      streams: {
        async *count({ to, fail: at }) {
          try {
            for (let n = 0; n < to; n += 1) {
              if (n === at) throw fail('server-fault', 'The server failed (500).', { status: 500 });
              facts.produced += 1;
              yield [n];
            }
            return 'all';
          } finally {
            facts.returned = true;
          }
        },
      },
    },
    (_method, args) => args,
  );
  return { caller: createCaller<Sums>(pair.left), server, facts, pair };
}

async function turns(n = 20) {
  for (let i = 0; i < n; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function failureOf(promise: Promise<unknown>) {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
    throw thrown;
  }
  throw new Error('it should have failed');
}

describe('calls over a port', () => {
  it('answers with the result and tells of progress before it', async () => {
    const { caller } = connect();
    const told: string[] = [];
    expect(await caller.call('add', { a: 2, b: 3 }, { onProgress: (p) => told.push(p) })).toBe(5);
    expect(told).toEqual(['adding']);
  });

  it('carries a failure across as a plain value, with kind, status and sentence', async () => {
    const failure = await failureOf(connect().caller.call('refuse', null));
    expect(failure).toEqual({ kind: 'forbidden', sentence: 'You may not (403).', status: 403 });
  });

  it('refuses a method that is not in the contract, also one that every object has', async () => {
    const { caller } = connect();
    for (const method of ['nothing', 'constructor', '__proto__']) {
      const failure = await failureOf(caller.call(method as 'refuse', null));
      expect(failure.kind).toBe('invalid-input');
    }
  });

  it('cancels on the other side too', async () => {
    const { caller, facts } = connect();
    const abort = new AbortController();
    const answer = failureOf(caller.call('wait', null, { signal: abort.signal }));
    await turns();
    abort.abort();
    expect((await answer).kind).toBe('cancelled');
    await turns();
    expect(facts.aborted).toBe(1);
  });

  it('fails what is under way as interrupted when the other side goes away, and everything after', async () => {
    const { caller, pair } = connect();
    const answer = failureOf(caller.call('wait', null));
    await turns();
    pair.right.close();
    expect((await answer).kind).toBe('interrupted');
    expect((await failureOf(caller.call('wait', null))).kind).toBe('interrupted');
  });
});

describe('streams over a port', () => {
  it('yields every batch in order and returns the end', async () => {
    const stream = connect().caller.stream('count', { to: 5 });
    const seen: number[] = [];
    let step = await stream.next();
    while (!step.done) {
      seen.push(...step.value);
      step = await stream.next();
    }
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(step.value).toBe('all');
  });

  it('lets the producer be at most two batches ahead of a consumer that stands still', async () => {
    const { caller, facts } = connect();
    const stream = caller.stream('count', { to: 1000 });
    await stream.next();
    await turns(100);
    expect(facts.produced).toBe(2);
    await stream.next();
    await turns(100);
    expect(facts.produced).toBe(3);
    await stream.return('' as never);
    await turns();
    expect(facts.returned).toBe(true);
  });

  it('delivers what came before a failure, then the failure', async () => {
    const stream = connect().caller.stream('count', { to: 5, fail: 2 });
    expect((await stream.next()).value).toEqual([0]);
    expect((await stream.next()).value).toEqual([1]);
    expect((await failureOf(stream.next())).status).toBe(500);
  });

  it('ends the producer when the consumer leaves the loop', async () => {
    const { caller, facts } = connect();
    for await (const items of caller.stream('count', { to: 1000 })) if (items[0] === 3) break;
    await turns();
    expect(facts.returned).toBe(true);
    expect(facts.produced).toBeLessThan(8);
  });
});

it('delivers events to those who listen', async () => {
  const { caller, server } = connect();
  const ticks: number[] = [];
  caller.onEvent('tick', (n) => ticks.push(n));
  server.event('tick', 7);
  await turns();
  expect(ticks).toEqual([7]);
});
