import type { SettingsValues } from '../settings/settings.ts';
import type { Mailbox } from '../store/mailbox.ts';

/** True where so many more bytes do not fit into the mailbox (setting MailboxQuota, in MB of 2^20 bytes). */
export function isOverQuota(
  mailbox: Mailbox,
  moreBytes: number,
  { MailboxQuota }: Pick<SettingsValues, 'MailboxQuota'>,
): boolean {
  if (MailboxQuota === null) return false;
  return mailboxBytes(mailbox) + moreBytes > MailboxQuota * 2 ** 20;
}

/** What all messages of a mailbox weigh together. */
export function mailboxBytes(mailbox: Mailbox): number {
  let bytes = 0;
  for (const item of mailbox.itemsById.values()) bytes += item.content.size;
  return bytes;
}

/** True where a message has more bytes than may be sent or received (setting MessageSizeLimit, in KB). */
export function isOverSizeLimit(
  bytes: number,
  { MessageSizeLimit }: Pick<SettingsValues, 'MessageSizeLimit'>,
): boolean {
  return MessageSizeLimit !== null && bytes > MessageSizeLimit * 1024;
}
