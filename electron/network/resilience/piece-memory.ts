import { LIMITS } from '../limits.ts';
import type { PieceFacts, PieceMemory } from './mood.ts';

/** A server that is known to answer 500 or fall over when one response is large, or one that nothing is known of. */
export type Dialect = 'exchange' | 'plain';

export interface PieceMemoryOptions {
  readonly dialect: Dialect;
  readonly now: () => number;
  /** Of an earlier run. */
  readonly facts?: PieceFacts | undefined;
}

/**
 * The size of the pieces that a server bears (transfers.md 2; KB 329067's `MaximumResponseSizeInBytes`). Exchange starts
 * with pieces; any other server is asked for everything at once until it fails.
 */
export function createPieceMemory({ dialect, now, facts }: PieceMemoryOptions): PieceMemory {
  let size = facts ? facts.size : dialect === 'exchange' ? LIMITS.pieceStartBytes : null;
  let ceiling = facts?.ceiling ?? null;
  let refusedAt = now();

  const mayGrowTo = (bytes: number) =>
    bytes <= LIMITS.pieceMostBytes && (ceiling === null || bytes < ceiling || isLongAgo());
  const isLongAgo = () => Math.abs(now() - refusedAt) > LIMITS.pieceRefusalMs;
  const halved = (bytes: number) => Math.max(LIMITS.pieceLeastBytes, Math.floor(bytes / 2));

  return {
    size: () => size,
    bore(bytes) {
      if (size === null || bytes < size) return;
      if (mayGrowTo(size * 2)) size *= 2;
      else if (dialect === 'plain' && ceiling === null) size = null;
    },
    refused(bytes) {
      refusedAt = now();
      if (bytes === null) {
        size = size === null ? LIMITS.pieceStartBytes : halved(size);
        return;
      }
      ceiling = ceiling === null ? bytes : Math.min(ceiling, bytes);
      size = Math.min(size ?? bytes, halved(bytes));
    },
    faltered() {
      if (size !== null) size = halved(size);
    },
    snapshot: () => ({ size, ceiling }),
  };
}
