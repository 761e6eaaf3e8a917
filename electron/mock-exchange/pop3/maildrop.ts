import { exactSize } from '../conversion/message-stream.ts';
import type { World } from '../http/call.ts';
import { mailIn } from '../line-server/mail-items.ts';
import { yieldNow } from '../line-server/yield-now.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { Item } from '../store/nodes.ts';

/** A message of a session, with the number and the size that it keeps to the end of it (RFC 1939 section 4). */
export interface Drop {
  readonly number: number;
  readonly item: Item;
  readonly size: number;
  /** Lasting over sessions: `DAV:uid` of the item (reference 4.1). */
  readonly uid: string;
}

/** The Inbox as it was at sign-in. */
export interface Maildrop {
  /** The world that was signed in to: another one may stand in its place by now. */
  readonly world: World;
  readonly mailbox: Mailbox;
  readonly drops: readonly Drop[];
}

/** A mailbox of this many messages lets others be served while it is counted. */
const ROUND = 200;

/**
 * Opens the Inbox. All sizes are wanted at once, so that each message without a MIME stream is converted here, one after
 * the other, and the result thrown away: the slow log-on of KB 329067. With POP3 `Compatibility` 0xfffffffe the sizes
 * are approximate and nothing is converted.
 */
export async function openMaildrop(world: World, mailbox: Mailbox, gone: () => boolean): Promise<Maildrop> {
  const inbox = mailbox.roles.get('inbox') ?? mailbox.root;
  const drops: Drop[] = [];
  for (const item of mailIn(inbox)) {
    if (gone()) break;
    const size = await exactSize(world, mailbox, item, 'pop3');
    const uid = mailbox.replica + item.id.toString(16).padStart(12, '0');
    drops.push({ number: drops.length + 1, item, size, uid });
    if (drops.length % ROUND === 0) await yieldNow();
  }
  return { world, mailbox, drops };
}
