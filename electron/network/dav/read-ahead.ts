import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';

export interface ReadAhead {
  readonly clock: Clock;
  readonly stallMs: number;
  /** Called when no byte came for `stallMs` while one was awaited; it must make the source end. */
  readonly onStall: () => void;
}

/**
 * The same bytes, read from the source ahead of the consumer within a bound. A read is under way whenever there is
 * room, so silence is measured at the socket: a server that is silent while the disk is busy is noticed in time, and a
 * disk that is slow (the room is full, nothing is being read) is not taken for one. A clock that is set back does not
 * matter, because only time that passes is measured. An error of the source comes after the bytes before it.
 */
export async function* readAhead(
  source: AsyncIterable<Uint8Array>,
  { clock, stallMs, onStall }: ReadAhead,
): AsyncGenerator<Uint8Array, void, void> {
  const queue: Uint8Array[] = [];
  const state = { queued: 0, ended: false, left: false };
  let fault: { readonly thrown: unknown } | null = null;
  let wake: () => void = () => undefined;
  let makeRoom: () => void = () => undefined;

  const pump = async () => {
    const chunks = source[Symbol.asyncIterator]();
    while (!state.left) {
      const calledOff = clock.after(stallMs, onStall);
      const next = await chunks.next().finally(calledOff);
      if (next.done) return;
      queue.push(next.value);
      state.queued += next.value.byteLength;
      wake();
      if (state.queued >= LIMITS.readAheadBytes) await new Promise<void>((resolve) => (makeRoom = resolve));
    }
  };
  void pump()
    .catch((thrown: unknown) => {
      fault = { thrown };
    })
    .finally(() => {
      state.ended = true;
      wake();
    });

  try {
    for (;;) {
      const chunk = queue.shift();
      if (chunk !== undefined) {
        state.queued -= chunk.byteLength;
        if (state.queued < LIMITS.readAheadBytes) makeRoom();
        yield chunk;
      } else if (state.ended) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    if (fault !== null) throw (fault as { readonly thrown: unknown }).thrown;
  } finally {
    state.left = true;
    makeRoom();
  }
}
