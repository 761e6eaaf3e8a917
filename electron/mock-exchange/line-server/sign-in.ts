import type { World } from '../http/call.ts';
import { callerOf } from '../sign-in/basic.ts';
import { mailboxOf } from '../store/directory.ts';
import type { Mailbox } from '../store/mailbox.ts';

/** So many wrong passwords end a connection. */
export const MOST_ATTEMPTS = 5;

/**
 * The mailbox that a name and a password open, null where they open none. Exchange takes `user`, `DOMAIN\user`,
 * `user@domain` and `DOMAIN/user/alias`. Both are given one char a byte. A server that asks nobody for a password over
 * HTTP takes any here.
 */
export function signedIn(world: World, user: string, password: string): Mailbox | null {
  const name = user.slice(user.lastIndexOf('/') + 1);
  if (world.signIn.name === 'none') return mailboxOf(name, world.mailboxes) ?? null;
  const pair = Buffer.from(`${name}:${password}`, 'latin1').toString('base64');
  return callerOf(`Basic ${pair}`, world.mailboxes);
}
