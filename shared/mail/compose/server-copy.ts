import type { Failure } from '../../errors.ts';

/** Where a draft's copy in the server's Drafts folder stands. The draft itself is on this computer in every case. */
export type ServerCopy =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved'; readonly at: number }
  /** Large drafts go up once, when their window closes. */
  | { readonly kind: 'on-close' }
  /** Refused, or out of reach: it is tried again with the next change. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The copy was changed by another program: that one stays as it is, and this draft has another of its own. */
  | { readonly kind: 'both'; readonly at: number };

/** The state of one draft. */
export interface DraftCopy {
  readonly id: string;
  readonly copy: ServerCopy;
}
