import type { OnReadOpts, Socket } from 'node:net';

/** Memory that sockets read into. Node makes 64 KiB anew for every read otherwise, and clearing that up costs more than the line. */
const SLAB_BYTES = 2 ** 20;
/** A rest shorter than this is left: each read brings less then. */
const LEAST_BYTES = 2 ** 17;
/** Slabs kept for the next reads; with them no more lie idle than one download needs. */
const KEPT_SLABS = 16;

interface Slab {
  readonly memory: Buffer;
  /** Where the next read goes; what is before it was handed out. */
  used: number;
  /** Bytes of it that came back. */
  back: number;
  /** No socket reads into it any more. */
  isFull: boolean;
}

/** What sockets are made with (net.connect), and the way back for bytes that came from them. */
export interface Slabs {
  readonly onread: OnReadOpts;
  /**
   * Nobody looks at these bytes of a body any more. Their memory is read into again when all of its slab came back, each
   * byte once; bytes that never come back are the garbage collector's, as everything else.
   */
  readonly recycle: (bytes: Uint8Array) => void;
}

export function createSlabs(): Slabs {
  const slabs = new WeakMap<ArrayBufferLike, Slab>();
  const kept: Slab[] = [];
  /** The slab of the read that was just told: Node asks for the same socket's next memory right behind it. */
  let current: Slab | null = null;

  const fresh = (): Slab => {
    const slab = kept.pop() ?? {
      memory: Buffer.allocUnsafeSlow(SLAB_BYTES),
      used: 0,
      back: 0,
      isFull: false,
    };
    slabs.set(slab.memory.buffer, slab);
    return slab;
  };
  const keep = (slab: Slab) => {
    if (!slab.isFull || slab.back < slab.used || kept.length >= KEPT_SLABS) return;
    Object.assign(slab, { used: 0, back: 0, isFull: false });
    kept.push(slab);
  };
  return {
    onread: {
      buffer() {
        const slab = current ?? fresh();
        current = null;
        return slab.memory.subarray(slab.used);
      },
      // Node calls it as a method of the socket that was read.
      callback(this: Socket, length: number, memory: Uint8Array) {
        const slab = slabs.get(memory.buffer);
        if (slab) {
          slab.used += length;
          if (SLAB_BYTES - slab.used >= LEAST_BYTES) current = slab;
          else slab.isFull = true;
        }
        return this.push(memory.subarray(0, length));
      },
    },
    recycle(bytes) {
      const slab = slabs.get(bytes.buffer);
      if (!slab) return;
      slab.back += bytes.byteLength;
      keep(slab);
    },
  };
}
