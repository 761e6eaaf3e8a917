import type { World } from '../http/call.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Item } from '../store/nodes.ts';
import type { OracleMessage, OracleReport } from './shapes.ts';
import { stuckItems } from './stuck.ts';

/**
 * What really happened: deliveries as transport made them, everything else as it lies in the mailboxes now. Messages
 * are named that were sent, and those that wait to be.
 */
export function oracleReport(world: Pick<World, 'mailboxes' | 'ledger' | 'clock'>): OracleReport {
  const { items, conversions, workerCrashes } = world.ledger.facts;
  const mailboxes = [...world.mailboxes.values()];
  return {
    messages: messagesOf(world, mailboxes),
    items: [...items].map(([href, facts]) => ({ href, ...facts })),
    stuck: mailboxes.flatMap((mailbox) => stuckItems(mailbox, world.clock.now())),
    conversions: { ...conversions },
    workerCrashes,
  };
}

type Counts = { -readonly [Key in 'sentCopies' | 'draftsLeft' | 'inOutbox']: number };

function messagesOf(
  { ledger }: Pick<World, 'ledger'>,
  mailboxes: readonly Mailbox[],
): readonly OracleMessage[] {
  const found = new Map<string, { subject: string } & Counts>();
  const named = (messageId: string, subject: string) => {
    const row = found.get(messageId) ?? { subject, sentCopies: 0, draftsLeft: 0, inOutbox: 0 };
    found.set(messageId, row);
    return row;
  };
  for (const [messageId, { subject }] of ledger.facts.sent) named(messageId, subject);
  for (const { messageId, subject, item } of waiting(mailboxes)) {
    const row = named(messageId, subject);
    if (item.submitted) row.inOutbox++;
    else row.draftsLeft++;
  }
  for (const mailbox of mailboxes)
    for (const messageId of sentCopies(mailbox)) {
      const row = found.get(messageId);
      if (row) row.sentCopies++;
    }
  return [...found].map(([messageId, row]) => ({
    messageId,
    subject: row.subject,
    deliveries: deliveriesOf(ledger.facts.sent.get(messageId)?.deliveries),
    sentCopies: row.sentCopies,
    draftsLeft: row.draftsLeft,
    inOutbox: row.inOutbox,
  }));
}

function deliveriesOf(deliveries: ReadonlyMap<string, number> | undefined): OracleMessage['deliveries'] {
  return [...(deliveries ?? [])].map(([recipient, copies]) => ({ recipient, copies }));
}

/** Unsent messages wherever they lie, and all mail in Drafts: what is put there without a flag was not sent either. */
function* waiting(mailboxes: readonly Mailbox[]) {
  for (const mailbox of mailboxes)
    for (const item of mailbox.itemsById.values()) {
      const isLeft = item.draft || item.submitted || item.folder === mailbox.roles.get('drafts');
      if (!isLeft) continue;
      const { messageId, subject } = item.content.summary;
      if (messageId !== null) yield { messageId, subject, item };
    }
}

/** Message-IDs of what lies in Sent Items, whoever put it there, and of the store's own copies elsewhere. */
function* sentCopies(mailbox: Mailbox): Generator<string> {
  const isCopy = (item: Item) => item.fromMe || item.folder === mailbox.roles.get('sentitems');
  for (const item of mailbox.itemsById.values()) {
    if (item.draft || item.submitted || !isCopy(item)) continue;
    const { messageId } = item.content.summary;
    if (messageId !== null) yield messageId;
  }
}
