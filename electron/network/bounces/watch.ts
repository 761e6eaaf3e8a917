import { saidOf, told, type Told } from '../../../shared/language/told.ts';
import { failedRecipients, statusMeaning } from '../../../shared/delivery/delivery-report.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { ItemRef } from '../../../shared/mail/types.ts';
import type { Accounts } from '../accounts.ts';
import { getMessage } from '../dav/get.ts';
import { requestPath } from '../dav/href.ts';
import { atEitherAddress } from '../exchange/body.ts';
import type { Outbox } from '../spool/outbox.ts';
import { readReport } from './read-report.ts';

/** Sees reports go by in the lists that the window asks for, and ties each to the message that it is about. */
export interface BounceWatch {
  /** A report stands in a list: fetched once, unless no message of this account could be meant. */
  see(accountId: string, report: ReportRef): void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}
export interface ReportRef extends ItemRef {
  /** When it arrived, ms since 1970; null where the server does not say. */
  readonly date: number | null;
}

export interface BounceOptions {
  readonly accounts: Accounts;
  readonly outbox: Pick<Outbox, 'list' | 'bounced' | 'awaitsReports'>;
  readonly onProblem: (problem: Told) => void;
}

/** A report is sent on when its clocks differ by so much from ours. */
const CLOCK_MS = 15 * 60_000;

export function createBounceWatch({ accounts, outbox, onProblem }: BounceOptions): BounceWatch {
  const seen = new Set<string>();
  const abort = new AbortController();
  let work: Promise<void> = Promise.resolve();
  const fetched = async (accountId: string, report: ReportRef, key: string) => {
    const { session } = accounts.get(accountId);
    try {
      const eml = await atEitherAddress(report, (path) =>
        getMessage(session, path, () => undefined, abort.signal),
      );
      const found = await readReport(eml);
      const failed = found ? failedRecipients(found) : [];
      const [first] = failed;
      if (!found || found.originalMessageId === null || !first) return;
      const recipients = failed.map(({ address }) => address);
      await outbox.bounced(accountId, {
        messageId: found.originalMessageId,
        recipients,
        ...statusMeaning(first.status),
        report: key,
      });
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind === 'cancelled') return;
      // Lists come every half minute: what the server fails at is not asked for again before the next start.
      onProblem(
        told('A report about mail that came back could not be read. {why}', { why: saidOf(failure) }),
      );
    }
  };
  return {
    see(accountId, report) {
      const key = requestPath(report.permanentUrl ?? report.href);
      const since = outbox.awaitsReports(accountId, key);
      if (since === null || (report.date !== null && report.date + CLOCK_MS < since)) return;
      if (seen.has(`${accountId} ${key}`)) return;
      seen.add(`${accountId} ${key}`);
      // One at a time: a server that is asked for a list has enough to do.
      work = work.then(() => fetched(accountId, report, key));
    },
    async stop() {
      abort.abort();
      await work;
    },
  };
}
