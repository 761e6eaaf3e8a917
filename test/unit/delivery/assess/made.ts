import { type Evidence, noEvidence, type WaitingItem } from '../../../../shared/delivery/evidence.ts';
import type { Finding } from '../../../../shared/delivery/findings.ts';

export const NOW = Date.UTC(2026, 2, 4, 9);
export const HOUR = 3_600_000;

/** A complete draft of a day ago. */
export function draft(more: Partial<WaitingItem> = {}): WaitingItem {
  return {
    folder: 'drafts',
    href: '/exchange/alex/Drafts/Offer.EML',
    subject: 'Offer',
    messageId: '<offer@example.com>',
    size: 4000,
    flags: 9,
    submitted: false,
    hasRecipients: true,
    hasBody: true,
    created: NOW - 24 * HOUR,
    modified: NOW - 24 * HOUR,
    deferredUntil: null,
    ...more,
  };
}

/** A submitted message of five hours ago. */
export function queued(more: Partial<WaitingItem> = {}): WaitingItem {
  const at = NOW - 5 * HOUR;
  const href = '/exchange/alex/Outbox/Offer.EML';
  return draft({ folder: 'outbox', href, flags: 13, submitted: true, created: at, modified: at, ...more });
}

export function evidence(more: Partial<Evidence>): Evidence {
  return { ...noEvidence(NOW), ...more };
}

export function mechanisms(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ mechanism }) => mechanism);
}

/** The sentences that say why. */
export function factsOf(finding: Finding | undefined): readonly string[] {
  return finding?.evidence.map(({ sentence }) => sentence) ?? [];
}
