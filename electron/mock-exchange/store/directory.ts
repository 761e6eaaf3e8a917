import type { Mailbox } from './mailbox.ts';

/** The mailbox that a user name or address means: `DOMAIN\\user`, `user` or `user@domain` (reference 1.1, 2.1). */
export function mailboxOf(name: string, mailboxes: ReadonlyMap<string, Mailbox>): Mailbox | undefined {
  const plain = name.slice(name.lastIndexOf('\\') + 1).toLowerCase();
  const byAlias = mailboxes.get(plain);
  if (byAlias) return byAlias;
  const byAddress = [...mailboxes.values()].find((each) => each.address.toLowerCase() === plain);
  return byAddress ?? (plain.includes('@') ? mailboxes.get(plain.slice(0, plain.indexOf('@'))) : undefined);
}
