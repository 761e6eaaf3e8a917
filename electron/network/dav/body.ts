import type { Readable } from 'node:stream';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { WireFault } from './transport.ts';

export interface BodyGuard {
  readonly clock: Clock;
  readonly stallMs: number;
  /** Called when no byte came for `stallMs` while one was awaited; it must abort the signal. */
  readonly onStall: () => void;
  /** Told of each chunk that is handed out; what it throws ends the body. */
  readonly onBytes: (length: number) => void;
  readonly signal: AbortSignal;
  /** What is thrown for an error of the source, or for the signal's reason. */
  readonly failureOf: (thrown: unknown) => unknown;
  /** Called once, however the reading ended. */
  readonly onLeft: () => void;
}

/**
 * The bytes of an answer, read ahead of the consumer within a bound. The source flows whenever there is room, so silence
 * is measured at the socket: a server that is silent while the disk is busy is noticed in time, and a disk that is slow
 * (there is no room, the source is paused) is not taken for one. A clock that is set back does not matter, because only
 * time that passes is measured. An error of the source, or an abort that the source may miss, comes after the bytes
 * before it. Nothing is read before the first byte is asked for.
 */
export function readBody(source: Readable, guard: BodyGuard): AsyncGenerator<Uint8Array, void, void> {
  const { clock, stallMs, onStall, onBytes, signal, failureOf, onLeft } = guard;
  const queue: Uint8Array[] = [];
  let queued = 0;
  let end: { readonly thrown: unknown } | 'whole' | null = null;
  let wake: () => void = () => undefined;
  let callOff: () => void = () => undefined;

  const listen = () => {
    callOff();
    callOff = clock.after(stallMs, onStall);
  };
  const ended = (how: typeof end) => {
    end ??= how;
    callOff();
    wake();
  };
  const aborted = () => ended({ thrown: signal.reason });
  const take = (chunk: Uint8Array) => {
    if (end !== null) return;
    queue.push(chunk);
    queued += chunk.byteLength;
    if (queued < LIMITS.readAheadBytes) listen();
    else {
      callOff();
      source.pause();
    }
    wake();
  };
  const makeRoom = (bytes: number) => {
    queued -= bytes;
    if (end !== null || !source.isPaused() || queued >= LIMITS.readAheadBytes) return;
    listen();
    source.resume();
  };
  // From the beginning on, because an answer may fail before anybody reads it.
  source
    .on('end', () => ended('whole'))
    .on('error', (thrown) => ended({ thrown }))
    .on('close', () => ended({ thrown: new WireFault('reset', 'ERR_STREAM_PREMATURE_CLOSE') }));

  async function* chunks(): AsyncGenerator<Uint8Array, void, void> {
    try {
      signal.addEventListener('abort', aborted);
      if (signal.aborted) aborted();
      if (end === null) listen();
      source.on('data', take);
      for (;;) {
        const chunk = queue.shift();
        if (chunk !== undefined) {
          onBytes(chunk.byteLength);
          makeRoom(chunk.byteLength);
          yield chunk;
        } else if (end === 'whole') return;
        else if (end !== null) throw failureOf(end.thrown);
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      callOff();
      signal.removeEventListener('abort', aborted);
      onLeft();
    }
  }
  return chunks();
}
