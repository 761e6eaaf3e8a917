import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { originOf } from '../../../shared/health/origin-of.ts';
import type { ServerPlace } from '../../../shared/health/servers.ts';
import type { Say } from '../../../shared/language/say.ts';
import { smtpOrigin } from '../../../shared/mail/smtp.ts';
import { listOf } from '../../components/format/text.ts';
import type { AccountStateRow } from '../../store/tables.ts';

/** The servers that the accounts are on, each once: what it is, and whose mail is there; and those that send for them. */
export function placesOf(
  accounts: readonly AccountSummary[],
  states: ReadonlyMap<string, AccountStateRow>,
  say: Say,
): readonly ServerPlace[] {
  const origins = new Set(accounts.map(({ url }) => originOf(url)).filter((origin) => origin !== ''));
  const senders = new Set(accounts.map(senderOf).filter((origin) => origin !== null));
  const sending = [...senders].map((origin) => {
    const names = accounts.filter((each) => senderOf(each) === origin).map(({ name }) => name);
    return { origin, isPaused: false, kind: say('Sends for {names}', { names: listOf(names, say) }) };
  });
  return [
    ...sending,
    ...[...origins].map((origin) => {
      const own = accountsOn(accounts, origin);
      const server = own.map(({ id }) => states.get(id)?.server ?? null).find((each) => each !== null);
      const names = listOf(
        own.map(({ name }) => name),
        say,
      );
      return {
        origin,
        isPaused: own.some(({ paused }) => paused),
        kind: server ? `${server} (${names})` : names,
      };
    }),
  ];
}

/** `smtp://mail.example.com:587` of the server that sends an account's mail; null where its own does. */
export function senderOf({ sending }: AccountSummary): string | null {
  return sending ? smtpOrigin(sending) : null;
}

/** The accounts that are on a server. */
export function accountsOn(accounts: readonly AccountSummary[], origin: string): readonly AccountSummary[] {
  return accounts.filter(({ url }) => originOf(url) === origin);
}
