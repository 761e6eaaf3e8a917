// What the oracle's figures mean for a message, beside what a client says of it.

/** @typedef {import('../oracle/shapes.ts').OracleMessage} OracleMessage */
/** @typedef {import('../oracle/claims.ts').Claim} Claim */
/** @typedef {'duplicate' | 'lost' | 'untrue' | 'stuck-in-drafts' | 'in-outbox' | 'honest' | 'delivered' | 'open'} Verdict */

/**
 * The worst that is true: two copies anywhere are a duplicate, whatever else holds. Honest is who says no more than is
 * so; who says nothing is judged by the mailboxes alone.
 * @param {OracleMessage} message
 * @param {Claim} [claim]
 * @returns {Verdict}
 */
export function verdictOf({ deliveries, draftsLeft, inOutbox, sentCopies }, claim) {
  const delivered = deliveries.length > 0 && deliveries.every(({ copies }) => copies === 1);
  if (sentCopies > 1 || deliveries.some(({ copies }) => copies > 1)) return 'duplicate';
  if (inOutbox > 0) return 'in-outbox';
  switch (claim?.means) {
    case 'sent':
      return delivered ? 'honest' : draftsLeft > 0 ? 'stuck-in-drafts' : 'lost';
    case 'not-sent':
      return deliveries.length === 0 ? 'honest' : 'untrue';
    case 'unknown':
      return 'honest';
    case 'working':
      return 'open';
    case undefined:
      return delivered ? 'delivered' : draftsLeft > 0 ? 'stuck-in-drafts' : 'open';
  }
}

/** @type {Readonly<Record<Verdict, string>>} */
const WORDS = {
  duplicate: 'Duplicate',
  lost: 'Lost',
  untrue: 'Delivered all the same',
  'stuck-in-drafts': 'Stuck in Drafts',
  'in-outbox': 'Waits in Outbox',
  honest: 'Honest',
  delivered: 'Once to each',
  open: 'Open',
};

/** @param {Verdict} verdict */
export function verdictWords(verdict) {
  return WORDS[verdict];
}
