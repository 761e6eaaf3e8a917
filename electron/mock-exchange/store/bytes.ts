/** Bytes of known length that can be read in part: held in memory, or made while they are read. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `from` up to and without `to`, in pieces of 256 KiB at most. The same bytes each time. */
  read(from: number, to: number): Iterable<Buffer>;
}

/** A piece small enough that a slow reader is felt between two writes. */
export const PIECE_BYTES = 256 * 1024;

export function bufferSource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    *read(from, to) {
      const end = Math.min(to, bytes.length);
      for (let at = from; at < end; at += PIECE_BYTES)
        yield bytes.subarray(at, Math.min(end, at + PIECE_BYTES));
    },
  };
}

/** Several sources, one after the other. */
export function joined(sources: readonly ByteSource[]): ByteSource {
  return {
    size: sources.reduce((sum, each) => sum + each.size, 0),
    *read(from, to) {
      let start = 0;
      for (const each of sources) {
        const [first, last] = [Math.max(0, from - start), Math.min(each.size, to - start)];
        if (first < last) yield* each.read(first, last);
        start += each.size;
      }
    },
  };
}

/** A part of a source as a source of its own. */
export function slice(source: ByteSource, from: number, to: number): ByteSource {
  const end = Math.min(to, source.size);
  return {
    size: Math.max(0, end - from),
    read: (first, last) => source.read(from + first, Math.min(end, from + last)),
  };
}

/** All of it in memory. Only for what is known to be small. */
export function wholeOf(source: ByteSource): Buffer {
  return Buffer.concat([...source.read(0, source.size)], source.size);
}
