import { splitPath } from '../store/locate.ts';
import { mailboxOf } from '../store/directory.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { refuse } from '../http/refusal.ts';
import type { SignIn } from './sign-in.ts';

/** Nobody is asked: the owner of the mailbox in the path calls, elsewhere (`/public`) the owner of the first mailbox. */
export function noSignIn(mailboxes: ReadonlyMap<string, Mailbox>): SignIn {
  return {
    name: 'none',
    admit: ({ path }) => {
      const [root, name] = splitPath(path);
      const owner =
        root?.toLowerCase() === 'exchange' && name !== undefined ? mailboxOf(name, mailboxes) : undefined;
      const [first] = mailboxes.values();
      const mailbox = owner ?? first ?? refuse(404, 'This server has no mailbox.');
      return { kind: 'caller', mailbox };
    },
    endSessions: () => undefined,
  };
}
