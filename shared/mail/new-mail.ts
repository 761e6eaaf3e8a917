import type { Say } from '../language/say.ts';
import { groupBy } from '../group-by.ts';
import type { NewMailNotices } from '../settings/settings.ts';
import type { FolderRole } from './types.ts';

/** A message of a list, as far as news of it need to know. */
export interface Arrival {
  readonly id: string;
  readonly accountId: string;
  readonly folderId: string;
  readonly messageId: string | null;
  readonly from: string;
  readonly subject: string;
  readonly date: number | null;
  readonly read: boolean;
}
/** The newest messages of a folder. */
export interface WatchedFolder {
  readonly folderId: string;
  /** Its first listing is over: before that nothing in it is news. */
  readonly complete: boolean;
  readonly newest: readonly Arrival[];
}
/** What is known already. */
export interface KnownMail {
  /** What was seen since the start, or moved by this Retinue, by `sameness`. */
  readonly seen: ReadonlySet<string>;
  /** By folder: only what is younger is news, ms. */
  readonly since: Readonly<Record<string, number>>;
}

/** Older than this is no news, however it got there. */
const OLD_MS = 7 * 86_400_000;
/** How far the clock of a server may be behind ours: it matters only where a folder was empty. */
const SKEW_MS = 3_600_000;
/** More than these of an account at once are told as one. */
const SINGLY = 3;

/** A message is the same in another folder, where it has another id. */
export function sameness({ messageId, from, subject, date }: Arrival): string {
  return messageId ?? `${from}\n${subject}\n${date}`;
}

/** Whether new mail in a folder is told: in Inboxes unless its person says no, elsewhere if they say so, never in some. */
export function isTold(role: FolderRole, chosen: boolean | undefined): boolean {
  return canBeTold(role) && (chosen ?? role === 'inbox');
}

/** Whether new mail in such a folder can be told: what a person wrote or threw away is no news, and Junk never. */
export function canBeTold(role: FolderRole): boolean {
  return role === 'inbox' || role === 'none';
}

/**
 * The messages that are news, and what is known after them. `before` null: the first look of this start, where `since`
 * is how far an earlier start had come. What a folder held when it was first looked at is never news.
 */
export function newMail(
  folders: readonly WatchedFolder[],
  known: KnownMail,
  now: number,
): { readonly news: readonly Arrival[]; readonly known: KnownMail } {
  const seen = new Set(known.seen);
  const since: Record<string, number> = { ...known.since };
  const news = folders.flatMap(({ folderId, complete, newest }) => {
    const from = since[folderId];
    if (complete && from === undefined) since[folderId] = newestOf(newest) ?? now - SKEW_MS;
    const fresh = newest.filter(
      (row) =>
        complete && from !== undefined && !row.read && isYoung(row, from, now) && !seen.has(sameness(row)),
    );
    for (const row of newest) seen.add(sameness(row));
    return fresh;
  });
  return { news, known: { seen, since } };
}

/** How far each folder is told, for the next start. */
export function toldUpTo(
  folders: readonly WatchedFolder[],
  before: Readonly<Record<string, number>>,
  now: number,
): Readonly<Record<string, number>> {
  const whole = folders.filter(({ complete }) => complete);
  const ends = whole.map(({ folderId, newest }) => {
    const end = newestOf(newest) ?? before[folderId] ?? now - SKEW_MS;
    return [folderId, Math.max(end, before[folderId] ?? end)] as const;
  });
  return Object.fromEntries(ends);
}

function isYoung({ date }: Arrival, since: number, now: number): boolean {
  return date !== null && date > since && now - date < OLD_MS;
}

function newestOf(rows: readonly Arrival[]): number | null {
  const dates = rows.flatMap(({ date }) => (date === null ? [] : [date]));
  return dates.length === 0 ? null : Math.max(...dates);
}

export interface NewMailNotice {
  readonly title: string;
  readonly body: string;
  readonly folderId: string;
  /** null: several. */
  readonly messageId: string | null;
  readonly count: number;
}

/** What the system is to tell, grouped by account: each message up to three, else their number. */
export function newMailNotices(
  news: readonly Arrival[],
  how: NewMailNotices,
  nameOf: (accountId: string) => string,
  senderOf: (from: string) => string,
  say: Say,
): readonly NewMailNotice[] {
  if (how === 'off') return [];
  return [...groupBy(news, ({ accountId }) => accountId).values()].flatMap((rows) => {
    const [first] = rows;
    if (!first) return [];
    if (how === 'whole' && rows.length <= SINGLY)
      return rows.map((row) => ({
        title: senderOf(row.from) || say('No sender'),
        body: row.subject || say('No subject'),
        folderId: row.folderId,
        messageId: row.id,
        count: 1,
      }));
    const account = nameOf(first.accountId);
    const names = [...new Set(rows.map(({ from }) => senderOf(from)))].slice(0, SINGLY).join(', ');
    const title = say('{count, plural, one {# new message} other {# new messages}}', { count: rows.length });
    const body = how === 'whole' ? say('{account}: {names}', { account, names }) : account;
    const messageId = rows.length === 1 ? first.id : null;
    return [{ title, body, folderId: first.folderId, messageId, count: rows.length }];
  });
}
