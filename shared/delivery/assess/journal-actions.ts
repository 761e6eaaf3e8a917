import type { Finding, Fix, Mechanism } from '../findings.ts';

interface Judgement {
  readonly blame: Finding['blame'];
  readonly actions: readonly Fix[];
}

/** Whose fault it is where a journal says so, and what helps. Nothing is sent again while it may have been sent. */
export const JUDGEMENTS: Readonly<Record<Mechanism, Judgement>> = {
  'conversion-500': { blame: 'item', actions: ['split', 'remove-attachment', 'save-as-eml', 'take-back'] },
  'over-send-limit': { blame: 'item', actions: ['split', 'remove-attachment', 'save-as-eml', 'take-back'] },
  'quota-full': { blame: 'account', actions: ['send-again', 'save-as-eml', 'leave'] },
  'reply-lost': { blame: 'network', actions: ['verify-now', 'take-back', 'leave'] },
  'sent-copy-fails': { blame: 'server', actions: ['save-as-eml', 'leave'] },
  'slow-commit': { blame: 'server', actions: ['verify-now', 'leave'] },
  'poison-first': { blame: 'item', actions: ['send-again', 'save-as-eml', 'take-back'] },
  'retry-cap': { blame: 'network', actions: ['send-again', 'take-back', 'save-as-eml'] },
  'draft-opened': { blame: 'account', actions: ['open', 'leave'] },
  'one-account-down': { blame: 'server', actions: ['leave'] },
  'many-items': { blame: 'server', actions: ['leave'] },
  'auth-lost': { blame: 'account', actions: ['send-again', 'leave'] },
  'locked-draft': { blame: 'account', actions: ['send-again', 'take-back', 'leave'] },
  'bad-name': { blame: 'item', actions: ['send-again', 'take-back', 'save-as-eml'] },
  'from-refused': { blame: 'account', actions: ['send-again', 'take-back', 'save-as-eml'] },
  'put-406': { blame: 'server', actions: ['save-as-eml', 'take-back', 'leave'] },
  'half-created': { blame: 'item', actions: ['open', 'delete', 'leave'] },
  'worker-recycle': { blame: 'server', actions: ['send-again', 'leave'] },
  'queued-not-spooled': { blame: 'server', actions: ['leave'] },
  'foreign-drafts': { blame: 'item', actions: ['open', 'leave'] },
  'hot-spot': { blame: 'item', actions: ['save-as-eml', 'take-back', 'leave'] },
  'left-unsent': { blame: 'account', actions: ['send-again', 'take-back', 'save-as-eml'] },
  'damaged-spool': { blame: 'item', actions: ['save-as-eml', 'leave'] },
};
