import type { Mailbox } from './mailbox.ts';

/** True for the public folder tree, which differs from a mailbox in a few places (reference 8). */
export function isPublicStore(mailbox: Pick<Mailbox, 'base'>): boolean {
  return mailbox.base === '/public';
}
