import { type ListedPerson, readPeople } from '../dav/people.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';

/** What the address list looks for: the beginning of an alias (AN) or of a display name (DN). */
export type PeopleQuery = Readonly<Partial<Record<'AN' | 'DN', string>>>;

/**
 * Asks OWA's address list (`?Cmd=galfind`; reference 3.5). Empty where OWA refuses: whatever it says is nothing about the
 * mailbox, so no status of it may stop the account.
 */
export async function findPeople(
  session: Session,
  root: string,
  query: PeopleQuery,
  signal: AbortSignal,
): Promise<readonly ListedPerson[]> {
  const fields = Object.entries(query).map(([name, value]) => `&${name}=${encodeURIComponent(value)}`);
  const answer = await session.request(
    {
      method: 'GET',
      path: `${root}?Cmd=galfind${fields.join('')}`,
      // OWA 2000 and 2003 send XML to this browser only, and a page to every other.
      headers: { 'user-agent': 'Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)' },
      cap: LIMITS.itemAnswerBytes,
      lane: 'list',
      subject: 'mailbox',
      expect: [200, 400, 401, 403, 404, 405, 500, 501],
      due: 'xml',
    },
    signal,
  );
  try {
    return answer.status === 200 ? await readPeople(answer.body) : [];
  } finally {
    answer.dispose();
  }
}
