import type { Told } from '../language/told.ts';

/** S1 to S20 by the scenarios' names, 500 hot spots, and what befalls a message on this computer only. */
export const MECHANISMS = [
  'conversion-500',
  'over-send-limit',
  'quota-full',
  'reply-lost',
  'sent-copy-fails',
  'slow-commit',
  'poison-first',
  'retry-cap',
  'draft-opened',
  'one-account-down',
  'many-items',
  'auth-lost',
  'locked-draft',
  'bad-name',
  'from-refused',
  'put-406',
  'half-created',
  'worker-recycle',
  'queued-not-spooled',
  'foreign-drafts',
  'hot-spot',
  'left-unsent',
  'damaged-spool',
] as const;
export type Mechanism = (typeof MECHANISMS)[number];

/** What can be done about a finding. `open` and `leave` change nothing. */
export const FIXES = [
  'verify-now',
  'send-again',
  'adopt-and-send',
  'take-back',
  'move-to-drafts',
  'split',
  'remove-attachment',
  'save-as-eml',
  'delete',
  'open',
  'leave',
] as const;
export type Fix = (typeof FIXES)[number];

/** What the application itself does about an item of the server. */
export const FINDING_ACTS = ['adopt-and-send', 'move-to-drafts', 'delete'] as const;
export type FindingAct = (typeof FINDING_ACTS)[number];

/** One thing that is wrong, with the facts that say so. */
export interface Finding {
  /** The same for the same fault of the same item, however often one looks. */
  readonly id: string;
  readonly mechanism: Mechanism;
  /** `trouble` needs somebody; `notice` is worth knowing and mends itself. */
  readonly severity: 'trouble' | 'notice';
  /** Who is to blame, as far as the facts go. */
  readonly blame: 'item' | 'server' | 'network' | 'account';
  readonly item: {
    readonly href: string | null;
    readonly subject: string;
    readonly messageId: string | null;
    readonly size: number | null;
  } | null;
  /** ms since 1970; null where the facts do not say. */
  readonly since: number | null;
  /** Plain sentences, each one fact that was used. */
  readonly evidence: readonly Told[];
  readonly actions: readonly Fix[];
}
