import type { RequestFacts } from '../health/request.ts';
import type { Step } from './steps.ts';

/** Where the server keeps what is not sent. */
export type WaitingFolder = 'drafts' | 'outbox';

/** An item of the server's Drafts or Outbox, by what its list tells. null: the server does not say. */
export interface WaitingItem {
  readonly folder: WaitingFolder;
  readonly href: string;
  readonly subject: string;
  readonly messageId: string | null;
  readonly size: number | null;
  /** PR_MESSAGE_FLAGS: 0x4 submitted, 0x8 unsent. */
  readonly flags: number | null;
  readonly submitted: boolean;
  readonly hasRecipients: boolean;
  /** Text, an attachment, or too large to be without. */
  readonly hasBody: boolean | null;
  /** ms since 1970. */
  readonly created: number | null;
  readonly modified: number | null;
  /** Its writer wants it to leave no earlier (PR_DEFERRED_SEND_TIME). */
  readonly deferredUntil: number | null;
}

/** What a search of Sent Items for the Message-IDs of these items came to. */
export interface SentItems {
  /** Those that are there. */
  readonly messageIds: readonly string[];
  /** Those that could not be asked for: nothing is known of them. */
  readonly unasked: readonly string[];
}

/** Bounds of the server, where they are known or were learnt. */
export interface ServerLimits {
  /** The largest message it takes for sending. */
  readonly sendBytes: number | null;
}

/** The mailbox's room, where the server tells it. */
export interface Quota {
  readonly usedBytes: number | null;
  readonly availableBytes: number | null;
}

/** All that a mailbox is judged by. Plain values: they can be stored, sent and made up in a test. */
export interface Evidence {
  /** ms since 1970, of the clock that the server's dates are compared with. */
  readonly now: number;
  readonly items: readonly WaitingItem[];
  /** null: Sent Items could not be searched. */
  readonly sent: SentItems | null;
  readonly limits: ServerLimits;
  readonly quota: Quota;
  /** The requests made lately, the oldest first. */
  readonly requests: readonly Omit<RequestFacts, 'id'>[];
  /** Of the local spool, one for each message, in no order. */
  readonly journals: readonly (readonly Step[])[];
  /** When messages of other accounts of the same spool were taken by their servers, ms since 1970, in no order. */
  readonly elsewhere: readonly number[];
}

/** What is known of a mailbox before anybody has looked. */
export function noEvidence(now: number): Evidence {
  return {
    now,
    items: [],
    sent: { messageIds: [], unasked: [] },
    limits: { sendBytes: null },
    quota: { usedBytes: null, availableBytes: null },
    requests: [],
    journals: [],
    elsewhere: [],
  };
}
