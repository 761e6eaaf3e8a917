import { sentence } from '../http/reply.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { mailboxFor } from './password.ts';
import type { SignIn } from './sign-in.ts';

/** What a 401 asks for. */
const BASIC_CHALLENGE = 'Basic realm="mail.example.com"';

/** Basic (RFC 7617): every request carries name and password. */
export function basicSignIn(mailboxes: ReadonlyMap<string, Mailbox>): SignIn {
  return {
    name: 'basic',
    admit: ({ headers }) => {
      const mailbox = callerOf(headers.authorization, mailboxes);
      if (mailbox) return { kind: 'caller', mailbox };
      const challenge = { 'WWW-Authenticate': BASIC_CHALLENGE };
      return { kind: 'reply', reply: sentence(401, 'Sign in with a user name and a password.', challenge) };
    },
    endSessions: () => undefined,
  };
}

/**
 * The mailbox of an Authorization header, or null. Names come as `DOMAIN\user`, `user` or `user@domain` (reference 2.1).
 * The password is compared as UTF-8 and as Latin-1: clients do not agree on an encoding (RFC 7617 section 2.1).
 */
export function callerOf(
  authorization: string | undefined,
  mailboxes: ReadonlyMap<string, Mailbox>,
): Mailbox | null {
  const encoded = /^basic[ \t]+([A-Za-z0-9+/=_-]+)[ \t]*$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const bytes = Buffer.from(encoded, 'base64');
  for (const encoding of ['utf8', 'latin1'] as const) {
    const pair = bytes.toString(encoding);
    const colon = pair.indexOf(':');
    const mailbox = colon < 0 ? null : mailboxFor(pair.slice(0, colon), pair.slice(colon + 1), mailboxes);
    if (mailbox) return mailbox;
  }
  return null;
}
