import { isAddress, parseAddresses } from '../../../shared/mail/addresses.ts';
import { fail, type Failure, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Mailbox } from '../../../shared/mail/compose/draft.ts';
import { lastSegment } from '../dav/href.ts';
import { search } from '../dav/search.ts';
import type { Session } from '../session.ts';
import type { Discovery } from './discovery.ts';
import { findPeople } from './find-people.ts';
import { P, textOf } from './properties.ts';
import { column, selectSql } from './sql.ts';

/** Newest sent messages that are looked at: one sent for somebody else should not decide. */
const SENT_ROWS = 20;

/**
 * Who the owner of a mailbox is: name and address as the address list has them, else as most of the newest messages in
 * Sent Items say in their From. null where neither does: then the person is asked. Rejects where nothing could be asked.
 */
export async function learnIdentity(
  session: Session,
  found: Pick<Discovery, 'root' | 'folders'>,
  signal: AbortSignal,
): Promise<Mailbox | null> {
  try {
    const listed = await fromAddressList(session, found.root, signal);
    if (listed) return listed;
  } catch (thrown) {
    // OWA may be off, or another page stand in its place: that says nothing about mail.
    if (isHopeless(toFailure(thrown))) throw thrown;
  }
  const sent = found.folders.get('sent');
  return sent === undefined ? null : await fromSentItems(session, sent, signal);
}

/** Learns in the background who an account is; one that nobody can say is asked once more at the next connect. */
export function createIdentityLearner(onIdentity: (accountId: string, mailbox: Mailbox) => void) {
  const stopped = new AbortController();
  const asking = new Set<string>();
  return {
    learn(accountId: string, session: Session, found: Discovery): void {
      if (asking.has(accountId)) return;
      asking.add(accountId);
      learnIdentity(session, found, stopped.signal)
        .then((mailbox) => mailbox && onIdentity(accountId, mailbox))
        // The compose window asks the person then; what is wrong with the server is told by what reads the mail.
        .catch(() => undefined)
        .finally(() => asking.delete(accountId));
    },
    stop: () => stopped.abort(fail('cancelled', told('Stopped, as you asked.'))),
  };
}

function isHopeless({ kind }: Failure): boolean {
  return ['cancelled', 'unauthorized', 'offline', 'untrusted'].includes(kind);
}

/** The one whose alias it is, not those whose alias begins so. */
async function fromAddressList(session: Session, root: string, signal: AbortSignal): Promise<Mailbox | null> {
  const alias = lastSegment(root);
  const people = await findPeople(session, root, { AN: alias }, signal);
  const owners = people.filter(({ alias: other, address }) => isSame(other, alias) && isAddress(address));
  const [owner] = owners;
  return owner && owners.length === 1 ? { name: owner.name, address: owner.address } : null;
}

async function fromSentItems(session: Session, sent: string, signal: AbortSignal): Promise<Mailbox | null> {
  const sql = selectSql({
    select: [P.from],
    depth: 'shallow',
    where: [`${column(P.isFolder)} = False`, `${column(P.isHidden)} = False`],
    newestFirstBy: P.dateReceived,
  });
  const counted = new Map<string, { readonly mailbox: Mailbox; readonly count: number }>();
  for await (const rows of search(session, sent, sql, { first: 0, count: SENT_ROWS }, signal))
    for (const { found } of rows) {
      const [from] = parseAddresses(textOf(found, P.from) ?? '');
      if (!from || !isAddress(from.address)) continue;
      const key = from.address.toLowerCase();
      const before = counted.get(key);
      counted.set(key, { mailbox: before?.mailbox ?? from, count: (before?.count ?? 0) + 1 });
    }
  const [most] = [...counted.values()].sort((a, b) => b.count - a.count);
  return most?.mailbox ?? null;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
