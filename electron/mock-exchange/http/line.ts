import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { World } from './call.ts';
import { HungUp } from './hung-up.ts';
import type { MethodFront } from './method-front.ts';

/** The connection under one answer. What waits here ends with `HungUp` when the connection does. */
export interface Line {
  readonly response: ServerResponse;
  readonly gone: boolean;
  /** Waits so many virtual ms. */
  sleep(ms: number): Promise<void>;
  /** Ends a request that began before a reset: what it asks for must not happen to the store of after. */
  checkCurrent(): void;
  /** Waits until the client goes away. */
  silence(): Promise<never>;
  /** Resolves when the answers before this one are out (pipelining). */
  turn(): Promise<void>;
  /** Resolves when Node's writer has room again. */
  drained(): Promise<void>;
  /** Resolves when everything written was handed to the system. */
  flushed(): Promise<void>;
  /** `flushed`, and some real ms for the client to read: an RST overtakes what still lies in between. */
  read(): Promise<void>;
  /** Bytes past Node's own writer, in place of the answer or after it. */
  raw(bytes: Buffer): Promise<void>;
  /** RST. What was flushed before may still be read by the client. */
  reset(): Promise<never>;
  /** FIN, without TLS close-notify; what the client still sends is thrown away. */
  halfClose(): Promise<never>;
  /** Stops listening to the connection; called when the answer is complete. */
  release(): void;
}

/** Libuv and others report an end instead of a reset where both arrive between two reads. */
const RST_GRACE_MS = 20;

/** `front` is the connection that the request came by; it is reset when the world that was asked comes to its end. */
export function openLine(
  front: MethodFront,
  response: ServerResponse,
  { clock, life }: Pick<World, 'clock' | 'life'>,
): Line {
  const over = new AbortController();
  const end = () => over.abort(new HungUp());
  const reset = () => front.reset();
  life.signal.addEventListener('abort', reset, { once: true });
  front.once('close', end);
  if (front.destroyed) end();
  const untilOver = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    work(over.signal).catch((thrown: unknown) => {
      throw over.signal.aborted ? new HungUp() : thrown;
    });
  const line: Line = {
    response,
    get gone() {
      return over.signal.aborted;
    },
    sleep: async (ms) => {
      await untilOver((signal) => clock.sleep(ms, signal));
      line.checkCurrent();
    },
    checkCurrent: () => {
      if (!life.signal.aborted) return;
      front.reset();
      throw new HungUp();
    },
    silence: () =>
      untilOver(async (signal) => {
        signal.throwIfAborted();
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        throw new HungUp();
      }),
    turn: () =>
      untilOver(async (signal) => {
        signal.throwIfAborted();
        if (response.socket === null) await once(response, 'socket', { signal });
      }),
    drained: () =>
      untilOver(async (signal) => {
        signal.throwIfAborted();
        if (response.writableNeedDrain) await once(response, 'drain', { signal });
      }),
    flushed: async () => {
      // Node holds a head and the first bytes back until the next tick.
      await new Promise((resolve) => setImmediate(resolve));
      await line.raw(Buffer.alloc(0));
    },
    read: async () => {
      await line.flushed();
      await new Promise((resolve) => setTimeout(resolve, RST_GRACE_MS));
    },
    raw: async (bytes) => {
      await line.turn();
      await new Promise<void>((resolve) => front.write(bytes, () => resolve()));
    },
    reset: async () => {
      await line.turn();
      front.reset();
      throw new HungUp();
    },
    halfClose: async () => {
      await line.flushed();
      front.halfClose();
      throw new HungUp();
    },
    release: () => {
      front.off('close', end);
      life.signal.removeEventListener('abort', reset);
    },
  };
  return line;
}
