import type { Failure } from '../errors.ts';

/** What came of one small question that a person had asked of a server. */
export type ProbeResult =
  | { readonly kind: 'answered'; readonly status: number; readonly ms: number }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly ms: number }
  /** Not asked: it wants to be left alone until then, ms since 1970. */
  | { readonly kind: 'resting'; readonly until: number };
