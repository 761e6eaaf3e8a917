import * as v from 'valibot';
import type { Mailbox } from '../../shared/mail/compose/draft.ts';

const schema = v.object({ name: v.string(), address: v.string() });
const keyOf = (accountId: string) => `retinue.identity.${accountId}`;

/** Who a person was the last time something was written from this account; null where nobody has said. */
export function readIdentity(accountId: string): Mailbox | null {
  const found = v.safeParse(
    v.pipe(v.string(), v.parseJson(), schema),
    localStorage.getItem(keyOf(accountId)),
  );
  return found.success ? found.output : null;
}

/** Keeps it for the next message. */
export function writeIdentity(accountId: string, from: Mailbox): void {
  localStorage.setItem(keyOf(accountId), JSON.stringify(from));
}
