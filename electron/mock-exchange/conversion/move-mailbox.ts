import { fail } from '../../../shared/errors.ts';
import type { World } from '../http/call.ts';
import { loseStream } from '../store/changes.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { descendants } from '../store/nodes.ts';

/** An information event of the mailbox tools; the number is ours. */
const MOVED = 9354;

/**
 * Move Mailbox writes everything into the property store (reference 6.3): the MIME streams of all messages are gone, and
 * from now on every GET and every exact size converts. Without a user it moves all mailboxes. The public folders stay.
 * Returns how many messages lost their stream. Throws `not-found` for a user that has no mailbox here, `invalid-input`
 * on a server that is no Exchange.
 */
export function moveMailbox(world: World, user?: string): number {
  if (!world.personality.exchange)
    throw fail(
      'invalid-input',
      'A plain WebDAV server has no mailboxes to move. Choose another personality: 2000, 2003 or 2007.',
    );
  return mailboxesOf(world, user).reduce((sum, mailbox) => sum + moved(world, mailbox), 0);
}

function mailboxesOf({ mailboxes }: World, user: string | undefined): readonly Mailbox[] {
  if (user === undefined) return [...mailboxes.values()];
  const found = mailboxes.get(user.toLowerCase());
  if (found) return [found];
  throw fail('not-found', `The mock server has no mailbox ${user}. Choose one of those it was started with.`);
}

function moved({ events }: World, mailbox: Mailbox): number {
  let count = 0;
  for (const node of descendants(mailbox.root)) {
    if (node.kind === 'folder' || node.documentType !== null || node.mapiOnly) continue;
    loseStream(node);
    count++;
  }
  events.add(
    MOVED,
    'MSExchangeAdmin',
    `The mailbox ${mailbox.user} was moved. ${count} messages have no MIME stream any more.`,
  );
  return count;
}
