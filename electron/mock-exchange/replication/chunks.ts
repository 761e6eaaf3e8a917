import type { Folder, StoreNode } from '../store/nodes.ts';

/** A row of a replicating search: a node as it is, or one that is gone from `folder`. */
export interface ReplicaRow {
  readonly node: StoreNode;
  readonly folder: Folder | null;
  readonly gone: boolean;
}

/** A result that a client fetches in parts: it stands still until the last row was handed out. */
export interface Chunk {
  readonly era: object;
  /** The change number that the result shows. */
  readonly until: number;
  readonly rows: readonly ReplicaRow[];
  /** Indexes of the rows that were not handed out yet. */
  readonly left: Set<number>;
}

/** The results that are being fetched in parts, by number; the oldest are forgotten. */
export interface Chunks {
  add(chunk: Chunk): number;
  find(number: number): Chunk | undefined;
  remove(number: number): void;
}

/** As many clients as may be in the middle of a first listing. */
const MAX_CHUNKS = 16;

export function newChunks(): Chunks {
  const chunks = new Map<number, Chunk>();
  let last = 0;
  return {
    add(chunk) {
      chunks.set(++last, chunk);
      if (chunks.size > MAX_CHUNKS) chunks.delete(chunks.keys().next().value ?? 0);
      return last;
    },
    find: (number) => chunks.get(number),
    remove: (number) => {
      chunks.delete(number);
    },
  };
}
