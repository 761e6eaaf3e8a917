import { assessMailbox } from '../../../shared/delivery/assess/assess-mailbox.ts';
import { type Evidence, noEvidence } from '../../../shared/delivery/evidence.ts';
import type { Finding, FindingAct } from '../../../shared/delivery/findings.ts';
import type { StepOf } from '../../../shared/delivery/steps.ts';
import { assertNever, fail } from '../../../shared/errors.ts';
import { type Told, told } from '../../../shared/language/told.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import type { Accounts } from '../accounts.ts';
import type { Clock } from '../clock.ts';
import { requestPath } from '../dav/href.ts';
import { folderOf } from '../exchange/evidence.ts';
import { moveItem } from '../exchange/sending.ts';
import type { Outbox } from '../spool/outbox.ts';
import { adopt } from './adopt.ts';
import {
  hasCopy,
  type Item,
  moveToDrafts,
  type Place,
  refused,
  removeDraft,
  settledMove,
} from './changes.ts';
import { lookInto } from './look-into.ts';

/** What is stuck in a mailbox, and what can be done about it from here. */
export interface Findings {
  /** Looks, in a few requests; changes nothing. Rejects where it cannot. */
  look(accountId: string, signal: AbortSignal): Promise<readonly Finding[]>;
  /** Does one thing about a finding of the last look, after another look at what could be doubled. Says what was done. */
  act(accountId: string, id: string, act: FindingAct, signal: AbortSignal): Promise<Told>;
}
export interface FindingsOptions {
  readonly accounts: Accounts;
  readonly outbox: Pick<Outbox, 'list' | 'steps' | 'enqueue'>;
  readonly clock: Clock;
  readonly requests: () => readonly RequestFacts[];
  /** As the Outbox writes it down. Throws where it is gone. */
  readonly accountOf: (id: string) => StepOf<'spooled'>['account'];
  /** Bytes that the account's server is known to refuse; null where nobody knows. */
  readonly limitOf: (accountId: string) => number | null;
}

export function createFindings(options: FindingsOptions): Findings {
  const { accounts, outbox, clock } = options;
  const last = new Map<string, readonly Finding[]>();
  const placeOf = async (accountId: string, signal: AbortSignal): Promise<Place> => {
    const account = accounts.get(accountId);
    return { session: account.session, discovery: await account.discovery(signal) };
  };
  return {
    async look(accountId, signal) {
      // Nothing is sent from there, so nothing is stuck.
      if (accounts.get(accountId).dialect !== 'exchange') return [];
      const { session, discovery } = await placeOf(accountId, signal);
      const { mail, room } = await lookInto(session, discovery.root, signal);
      const own = outbox.list().filter((row) => row.accountId === accountId);
      const refusedAt = options.limitOf(accountId);
      const evidence: Evidence = {
        ...noEvidence(clock.now()),
        ...mail,
        quota: room.quota,
        limits: { sendBytes: room.limits.sendBytes ?? (refusedAt === null ? null : refusedAt - 1) },
        requests: options.requests().filter(({ origin }) => origin === session.origin),
        journals: own.map(({ id }) => outbox.steps(id)),
      };
      const findings = assessMailbox(evidence);
      last.set(accountId, findings);
      return findings;
    },
    async act(accountId, id, act, signal) {
      const finding = last.get(accountId)?.find((each) => each.id === id);
      if (!finding?.item?.href)
        throw fail('not-found', told('This was not found at the last look. Look again.'));
      const item: Item = { ...finding.item, href: finding.item.href };
      const place = await placeOf(accountId, signal);
      switch (act) {
        case 'move-to-drafts':
          return await moveToDrafts(place, finding, item, await hasCopy(place, item, signal), signal);
        case 'adopt-and-send':
          if (finding.mechanism !== 'foreign-drafts')
            throw refused(
              told('Only a draft that another program left is sent from here. Nothing was changed.'),
            );
          await adopt(place, item, { ...options, account: options.accountOf(accountId) }, signal);
          return told('The message is in the Outbox and goes out from there.');
        case 'delete':
          if (finding.mechanism === 'half-created')
            return await removeDraft(place, finding, item, null, signal);
          return await toDeletedItems(place, finding, item, signal);
        default:
          return assertNever(act);
      }
    },
  };
}

/** A whole message is not deleted for good from here. */
async function toDeletedItems(place: Place, { mechanism }: Finding, { href }: Item, signal: AbortSignal) {
  if (mechanism !== 'foreign-drafts')
    throw refused(
      told('Only a draft that is half-created or left behind is deleted from here. Nothing was changed.'),
    );
  const from = requestPath(href);
  const deleted = folderOf(place.discovery, 'deleted');
  await settledMove(
    place,
    from,
    await moveItem(place.session, from, deleted + (from.split('/').pop() ?? ''), signal),
    signal,
  );
  return told('The draft is in Deleted Items. Move it back to Drafts to undo this.');
}
