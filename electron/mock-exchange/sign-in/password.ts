import { createHash, timingSafeEqual } from 'node:crypto';
import { mailboxOf } from '../store/directory.ts';
import type { Mailbox } from '../store/mailbox.ts';

/** The mailbox whose name and password these are, or null. Names come as `DOMAIN\user`, `user` or `user@domain`. */
export function mailboxFor(
  user: string,
  password: string,
  mailboxes: ReadonlyMap<string, Mailbox>,
): Mailbox | null {
  const mailbox = mailboxOf(user, mailboxes);
  return mailbox !== undefined && same(password, mailbox.password) ? mailbox : null;
}

function same(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
