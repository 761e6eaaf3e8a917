import { LIMITS } from '../limits.ts';
import { strongEtag } from './answer.ts';
import type { Ranges } from './attempt.ts';
import { segmentSize } from './claims.ts';
import type { Growth } from './growth.ts';
import type { DownloadJob } from './job.ts';
import type { Entity, Span } from './part/part.ts';
import { bytesIn } from './part/spans.ts';

/** What one download knows while it runs. */
export interface DownloadState {
  /** The entity that the part's bytes are of; null where a new beginning is due. */
  known: Entity | null;
  ranges: Ranges;
  /** How often the item turned out to be another one. */
  changes: number;
  /** Failures in a row without a byte. */
  fruitless: number;
  /** When the last byte came. */
  lastByte: number;
  /** Runs of zeros at the ends of answers, still to be looked at twice. */
  suspects: readonly Span[];
}

/** Bytes that are here. */
export function receivedOf({ part }: DownloadJob, { known }: DownloadState): number {
  return known === null ? 0 : bytesIn(part.held);
}

export function isComplete(job: DownloadJob, state: DownloadState): boolean {
  const total = state.known?.total ?? null;
  return total !== null && receivedOf(job, state) === total;
}

/** Several connections are safe here: ranges work, the entity is named strongly, and it is large (transfers.md 10). */
export function isSegmented({ connections, source }: DownloadJob, { ranges, known }: DownloadState): boolean {
  const isSafe = ranges === 'proven' && strongEtag(known?.etag ?? null) !== null;
  const isLarge = (known?.total ?? 0) >= LIMITS.segmentedFromBytes;
  return connections.most > 1 && source.cost === 'piecewise' && isSafe && isLarge;
}

/** How much the next request asks for; null for all that lies in one piece. */
export function claimSize(job: DownloadJob, state: DownloadState, growth: Growth): number | null {
  const { source, connections, mood } = job;
  if (source.cost === 'whole' || state.ranges === 'ignored' || state.ranges === 'useless') return null;
  const borne = mood.pieces.size();
  const total = state.known?.total ?? null;
  // Where several connections may come, the first answer only has to tell whether they may.
  if (connections.most > 1 && total === null) return Math.min(borne ?? Infinity, LIMITS.segmentLeastBytes);
  if (total === null || !isSegmented(job, state)) return borne;
  return Math.min(borne ?? Infinity, segmentSize(total - receivedOf(job, state), growth.wanted()));
}
