import type { Clock } from '../clock.ts';
import type { StreamBody, WireRequest } from './transport.ts';

export interface SendingClocks {
  readonly clock: Clock;
  /** How long the socket may take nothing while there is something to take, ms. */
  readonly stallMs: number;
  /** How long the server may be silent once it has everything, ms. */
  readonly firstByteMs: number;
  readonly onStall: () => void;
  readonly onSilence: () => void;
}
export interface Patience {
  /** What the transport is to send. */
  readonly body: WireRequest['body'];
  /** The answer is there, or the request has failed. */
  over(): void;
}

/**
 * The clocks of a request until its answer begins (transfers.md 7): without a body, or with a text, that of the first
 * byte runs at once. While a stream is sent it is the stall clock, and only while the socket holds a chunk: a disk that
 * is slow to give the next one is no stall. The first byte is due when the last one has been taken.
 */
export function underClocks(body: WireRequest['body'], clocks: SendingClocks): Patience {
  const { clock, stallMs, firstByteMs, onStall, onSilence } = clocks;
  let isOver = false;
  let stop: () => void = () => undefined;
  const arm = (ms: number, act: () => void) => {
    stop();
    stop = isOver ? () => undefined : clock.after(ms, act);
  };
  const over = () => {
    isOver = true;
    stop();
  };
  if (body === undefined || typeof body === 'string') {
    arm(firstByteMs, onSilence);
    return { body, over };
  }
  async function* timed(stream: StreamBody): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of stream.chunks()) {
      arm(stallMs, onStall);
      yield chunk;
      stop();
    }
    arm(firstByteMs, onSilence);
  }
  // Nothing is asked for before the connection stands: until then the first byte's clock runs, which is the longer one.
  arm(firstByteMs, onSilence);
  return { body: { length: body.length, chunks: () => timed(body) }, over };
}
