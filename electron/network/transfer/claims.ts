import { LIMITS } from '../limits.ts';
import { addSpan, gapsIn } from './part/spans.ts';
import type { Span } from './part/part.ts';

/** A run of bytes that one connection fetches. `to` is null while nobody knows where the file ends. */
export interface Claim {
  readonly from: number;
  readonly to: number | null;
}

/** What is still to be fetched, shared out so that no two connections fetch the same. */
export interface Claims {
  /** The next run; null where nothing is left for another connection. */
  take(): Claim | null;
  give(claim: Claim): void;
  active(): number;
}

/** What is here, and how much it will be in the end. */
export interface Holding {
  readonly held: readonly Span[];
  readonly total: number | null;
}

/** `most` is the size of a claim at this moment; null for all that lies in one piece. */
export function createClaims(holding: () => Holding, most: () => number | null): Claims {
  const active = new Set<Claim>();

  const next = (): Claim | null => {
    const { held, total } = holding();
    const size = most();
    if (total === null) {
      if (active.size > 0) return null;
      const from = contiguous(held);
      return { from, to: size === null ? null : from + size };
    }
    const taken = [...active].reduce(
      (spans, { from, to }) => addSpan(spans, { from, to: to ?? total }),
      held,
    );
    const gap = gapsIn(taken, total)[0];
    return gap ? { from: gap.from, to: size === null ? gap.to : Math.min(gap.to, gap.from + size) } : null;
  };
  return {
    take() {
      const claim = next();
      if (claim) active.add(claim);
      return claim;
    },
    give: (claim) => void active.delete(claim),
    active: () => active.size,
  };
}

/** Bytes held from byte 0 on without a gap. */
export function contiguous(held: readonly Span[]): number {
  return held[0]?.from === 0 ? held[0].to : 0;
}

/** Large claims at first, small ones towards the end, so that all connections end at about the same time. */
export function segmentSize(remaining: number, connections: number): number {
  const share = Math.ceil(remaining / (2 * connections));
  return Math.min(LIMITS.segmentMostBytes, Math.max(LIMITS.segmentLeastBytes, share));
}
