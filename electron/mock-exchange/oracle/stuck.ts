import type { Mailbox } from '../store/mailbox.ts';
import type { Item } from '../store/nodes.ts';
import { hrefOf } from '../store/urls.ts';
import type { OracleStuck } from './shapes.ts';

/** A complete unsent message that has not been touched for so long was left behind: nobody writes on it any more. */
export const FOREIGN_DRAFT_MS = 60 * 60 * 1000;

/**
 * The items of a mailbox that stay where they are, each with the scenario whose signs it shows (reference 5.4):
 * submitted and not spooled (S19), complete but unsent and old (S20), made and never given a body (S17).
 */
export function stuckItems(mailbox: Mailbox, now: number): readonly OracleStuck[] {
  const rows: OracleStuck[] = [];
  for (const item of mailItems(mailbox)) {
    const mechanism = mechanismOf(item, mailbox, now);
    if (mechanism !== null)
      rows.push({ mechanism, href: pathOf(mailbox, item), messageId: item.content.summary.messageId });
  }
  return rows;
}

/** The absolute path of an item, without a host. */
export function pathOf(mailbox: Mailbox, item: Item): string {
  return hrefOf({ origin: '', mailbox }, item);
}

/** What lies in Outbox and Drafts, where everything that is not sent yet is. */
function* mailItems(mailbox: Mailbox): Generator<Item> {
  for (const role of ['outbox', 'drafts'] as const)
    for (const item of mailbox.roles.get(role)?.items.values() ?? [])
      if (item.documentType === null) yield item;
}

function mechanismOf(item: Item, mailbox: Mailbox, now: number): string | null {
  if (item.submitted) return 'queued-not-spooled';
  if (!item.draft || item.folder !== mailbox.roles.get('drafts')) return null;
  if (isBodyless(item)) return 'half-created';
  const isOld = now - Math.max(item.modified, item.received) >= FOREIGN_DRAFT_MS;
  return isOld && hasRecipients(item) ? 'foreign-drafts' : null;
}

function isBodyless({ content }: Item): boolean {
  return content.text().trim() === '' && content.html() === null && content.attachments().length === 0;
}

function hasRecipients({ content: { summary } }: Item): boolean {
  return summary.to !== '' || summary.cc !== '' || summary.bcc !== '';
}
