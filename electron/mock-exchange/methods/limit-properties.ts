import {
  DAV,
  PR_MAX_SUBMIT_SIZE,
  PR_MESSAGE_SIZE_EXTENDED,
  PR_PROHIBIT_SEND_QUOTA,
  PROPTAG,
} from '../../../shared/exchange/names.ts';
import type { Call } from '../http/call.ts';
import type { StoreNode } from '../store/nodes.ts';
import { canonicalName, type PropertyName } from '../store/property-names.ts';
import { i8, int, type PropValue } from '../store/values.ts';
import { mailboxBytes } from '../transport/quota.ts';

/**
 * What the root of a mailbox says of its bounds, and only when it is asked by name: the store's own properties at
 * Exchange (MS-OXPROPS, in KB), those of RFC 4331 at a plain server.
 */
export function limitProperty(call: Call, node: StoreNode, name: PropertyName): PropValue | undefined {
  if (node.kind !== 'folder' || node.parent !== null || node.hidden) return undefined;
  const key = canonicalName(name);
  return call.world.personality.exchange ? exchangeLimit(call, key) : plainLimit(call, key);
}

function exchangeLimit({ mailbox, world: { settings } }: Call, key: string): PropValue | undefined {
  const { MailboxQuota, MessageSizeLimit } = settings.values;
  if (key === PROPTAG + PR_MAX_SUBMIT_SIZE)
    return MessageSizeLimit === null ? undefined : int(MessageSizeLimit);
  // Weighing a large mailbox takes long: only one that has a quota is weighed.
  if (MailboxQuota === null) return undefined;
  if (key === PROPTAG + PR_PROHIBIT_SEND_QUOTA) return int(MailboxQuota * 1024);
  return key === PROPTAG + PR_MESSAGE_SIZE_EXTENDED ? i8(mailboxBytes(mailbox)) : undefined;
}

function plainLimit({ mailbox, world: { settings } }: Call, key: string): PropValue | undefined {
  const { MailboxQuota } = settings.values;
  if (MailboxQuota === null) return undefined;
  if (key === `${DAV}quota-used-bytes`) return i8(mailboxBytes(mailbox));
  if (key !== `${DAV}quota-available-bytes`) return undefined;
  return i8(Math.max(0, MailboxQuota * 2 ** 20 - mailboxBytes(mailbox)));
}
