import type { RequestFacts } from '../../../shared/health/request.ts';
import { LIMITS } from '../limits.ts';
import type { RequestRecord } from '../log.ts';

/** The last requests to all servers, for people who ask what happened. */
export interface RequestHistory {
  note(record: RequestRecord): void;
  /** Those after `id` (0: all), oldest first. */
  after(id: number): readonly RequestFacts[];
}

/** `before`: what earlier runs left, oldest first. */
export function createRequestHistory(before: readonly RequestRecord[] = []): RequestHistory {
  let kept: RequestFacts[] = before.map((record, nth) => ({ ...record, id: nth + 1 }));
  let last = kept.length;
  return {
    note(record) {
      last += 1;
      kept.push({ ...record, id: last });
      // Cut in lots: one at a time would move the whole list for each request.
      if (kept.length >= 2 * LIMITS.requestsKept) kept = kept.slice(-LIMITS.requestsKept);
    },
    after: (id) => kept.filter((each) => each.id > id).slice(-LIMITS.requestsKept),
  };
}
