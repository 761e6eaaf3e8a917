import { createHash, timingSafeEqual } from 'node:crypto';
import type { Mailbox } from '../store/mailbox.ts';

/** What a 401 asks for. */
export const BASIC_CHALLENGE = 'Basic realm="mail.example.com"';

/**
 * The mailbox of an Authorization header, or null. Names come as `DOMAIN\user`, `user` or `user@domain` (reference 2.1).
 * The password is compared as UTF-8 and as Latin-1: clients do not agree on an encoding (RFC 7617 section 2.1).
 */
export function signIn(
  authorization: string | undefined,
  mailboxes: ReadonlyMap<string, Mailbox>,
): Mailbox | null {
  const encoded = /^basic[ \t]+([A-Za-z0-9+/=_-]+)[ \t]*$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const bytes = Buffer.from(encoded, 'base64');
  for (const encoding of ['utf8', 'latin1'] as const) {
    const pair = bytes.toString(encoding);
    const colon = pair.indexOf(':');
    const mailbox = colon < 0 ? undefined : mailboxOf(pair.slice(0, colon), mailboxes);
    if (mailbox && same(pair.slice(colon + 1), mailbox.password)) return mailbox;
  }
  return null;
}

/** The mailbox that a user name or address means. */
export function mailboxOf(name: string, mailboxes: ReadonlyMap<string, Mailbox>): Mailbox | undefined {
  const plain = name.slice(name.lastIndexOf('\\') + 1).toLowerCase();
  const byAlias = mailboxes.get(plain);
  if (byAlias) return byAlias;
  const byAddress = [...mailboxes.values()].find((each) => each.address.toLowerCase() === plain);
  return byAddress ?? (plain.includes('@') ? mailboxes.get(plain.slice(0, plain.indexOf('@'))) : undefined);
}

function same(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
