import { LIMITS } from '../limits.ts';

/** The message without its files: headers, dividing lines, text. Small enough to cross a port; what is beyond that is left out. */
export interface Skeleton {
  put(bytes: Buffer): void;
  bytes(): Uint8Array;
}

export function createSkeleton(): Skeleton {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    put(bytes) {
      const room = LIMITS.streamSkeletonBytes - size;
      if (room <= 0) return;
      chunks.push(bytes.subarray(0, room));
      size += Math.min(room, bytes.byteLength);
    },
    // A new array, not a view of a pooled Buffer: a view would be cloned across the port with its whole pool.
    bytes() {
      const whole = new Uint8Array(size);
      let at = 0;
      for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.byteLength;
      }
      return whole;
    },
  };
}
