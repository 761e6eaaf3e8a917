// What the oracle's figures mean for a message.

/** @typedef {import('../oracle/shapes.ts').OracleMessage} OracleMessage */
/** @typedef {'duplicate' | 'stuck-in-drafts' | 'in-outbox' | 'delivered' | 'open'} Verdict */

/**
 * The worst that is true: two copies anywhere are a duplicate, whatever else holds.
 * @param {OracleMessage} message
 * @returns {Verdict}
 */
export function verdictOf({ deliveries, draftsLeft, inOutbox, sentCopies }) {
  if (sentCopies > 1 || deliveries.some(({ copies }) => copies > 1)) return 'duplicate';
  if (inOutbox > 0) return 'in-outbox';
  const delivered = deliveries.length > 0 && deliveries.every(({ copies }) => copies === 1);
  if (draftsLeft > 0 && !delivered) return 'stuck-in-drafts';
  return delivered ? 'delivered' : 'open';
}

/** @param {Verdict} verdict */
export function verdictWords(verdict) {
  switch (verdict) {
    case 'duplicate':
      return 'Duplicate';
    case 'stuck-in-drafts':
      return 'Stuck in Drafts';
    case 'in-outbox':
      return 'Waits in Outbox';
    case 'delivered':
      return 'Once to each';
    case 'open':
      return 'Open';
  }
}
