import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { StreamedBody } from './transport.ts';

/** Told what becomes of a streamed body. */
export interface SendingWatch {
  /** So many more bytes are given to the transport: from here on they may reach the server. */
  handed(bytes: number): void;
  /** The socket has taken so many more. */
  taken(bytes: number): void;
  /** The head of an answer is here, also one that comes before the body is out. */
  answered(status: number, headers: ReadonlyMap<string, string>): void;
}
export interface SendingGuard {
  readonly clock: Clock;
  readonly stallMs: number;
  readonly watch: SendingWatch | undefined;
  /** The socket took nothing for `stallMs` while bytes waited; the exchange must end. */
  readonly onStall: () => void;
  /** The socket took the last byte. */
  readonly onSent: () => void;
  /** The body could not be made; the exchange must end. */
  readonly onFault: (thrown: unknown) => void;
}
/** A body on its way. */
export interface Sending {
  readonly body: StreamedBody;
  /** Gives out nothing more: the answer is here. */
  stop(): void;
  /** The exchange is over: what the body holds (files) is let go of, also where the transport has forgotten about it. */
  end(): void;
}

/**
 * The same body, given out in portions under the stall clock. The clock runs only while a portion waits for the socket:
 * neither a slow disk nor a cap on the bandwidth is a stall. Portions shrink where the socket is slow, because what is
 * taken of one portion shows only when all of it was.
 */
export function guardedSending(body: StreamedBody, guard: SendingGuard): Sending {
  const { clock, stallMs, watch } = guard;
  let isStopped = false;
  let isOver = false;
  let callOff: () => void = () => undefined;
  let conclude: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (conclude = resolve));
  const stop = () => {
    isStopped = true;
    callOff();
  };

  async function* portions(signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    let size: number = LIMITS.sendLeastBytes;
    for await (const chunk of body.stream(signal)) {
      for (let at = 0; at < chunk.byteLength; ) {
        // An answer that waits to be read is read first: a server may refuse in mid-body and then reset the line.
        await nextTurn();
        // An end of the stream would count as a body that is too short, so it comes with that of the exchange.
        if (isStopped) return await over;
        const portion = chunk.subarray(at, at + size);
        at += portion.byteLength;
        const from = clock.now();
        watch?.handed(portion.byteLength);
        callOff = clock.after(stallMs, guard.onStall);
        try {
          yield portion;
        } finally {
          callOff();
        }
        if (isOver) return;
        watch?.taken(portion.byteLength);
        size = nextSize(size, clock.now() - from);
      }
    }
    if (!isStopped) guard.onSent();
  }
  async function* guarded(signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* portions(signal);
    } catch (thrown) {
      guard.onFault(thrown);
      throw thrown;
    }
  }
  let made: AsyncGenerator<Uint8Array, void, void> | null = null;
  const stream = (signal: AbortSignal) => (made = guarded(signal));
  const end = () => {
    stop();
    isOver = true;
    conclude();
    // What goes wrong in letting go was told by onFault, and nobody waits for it any more.
    made?.return().catch(() => undefined);
  };
  return { body: { length: body.length, stream }, stop, end };
}

function nextSize(size: number, tookMs: number): number {
  return tookMs > LIMITS.sendPortionMs ? LIMITS.sendLeastBytes : Math.min(LIMITS.sendMostBytes, size * 2);
}
