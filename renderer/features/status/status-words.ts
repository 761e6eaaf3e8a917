import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { formatTime, formatUntil } from '../../components/format/dates.ts';
import type { AccountStateRow, FolderRow } from '../../store/tables.ts';

/** One account in the status bar: "up to date 14:26", "Inbox 2,300 of 10,000", "offline, next try in 20 s". */
export function accountWords(
  state: AccountStateRow | undefined,
  folders: readonly FolderRow[],
  now: number,
  say: Say,
): string {
  if (!state) return say('starting');
  switch (state.connection) {
    case 'connecting':
      return say('connecting');
    case 'offline':
      return state.nextTryAt === null
        ? say('offline')
        : say('offline, next try in {time}', { time: formatUntil(state.nextTryAt, now, say) });
    case 'sign-in':
      return say('waits for the password');
    case 'refused':
      return say('refused by the server');
    case 'paused':
      return say('paused by you');
    case 'online':
      return state.activity ? activityWords(state.activity, folders, say) : restWords(state.lastSyncAt, say);
    default:
      return assertNever(state.connection);
  }
}

/** The banner of an account, or null when all is well. */
export type BannerWords = {
  readonly kind: 'offline' | 'sign-in' | 'refused' | 'paused';
  readonly title: string;
  readonly text: string;
};

/** What the banner of an account says. `waiting` counts the changes that the server does not know yet. */
export function bannerWords(
  account: AccountSummary,
  state: AccountStateRow | undefined,
  waiting: number,
  say: Say,
): BannerWords | null {
  // One banner speaks for all of them.
  if (account.offline) return null;
  if (account.paused) {
    return {
      kind: 'paused',
      title: say('{account}: paused by you', { account: account.name }),
      text: joined(
        say('Retinue asks its server nothing until you choose Resume. You read what is on this computer.'),
        say(
          '{count, plural, =0 {} one {# change waits here and goes out when you resume it.} other {# changes wait here and go out in order when you resume it.}}',
          { count: waiting },
        ),
      ),
    };
  }
  if (account.needsPassword || state?.connection === 'sign-in') {
    const text = state?.failure
      ? sayTold(state.failure, say)
      : say('Its password is not kept on this computer. Enter it to go on.');
    return { kind: 'sign-in', title: say('Sign in to {account}', { account: account.name }), text };
  }
  if (state?.connection === 'refused') {
    const text = state.failure ? sayTold(state.failure, say) : say('The server does not take this account.');
    return { kind: 'refused', title: say('{account} is refused', { account: account.name }), text };
  }
  if (state?.connection === 'offline') {
    return {
      kind: 'offline',
      title: say('{account}: offline since {time}', { account: account.name, time: formatTime(state.since) }),
      text: joined(
        state.failure && sayTold(state.failure, say),
        say('You read what is on this computer.'),
        say(
          '{count, plural, =0 {} one {# change waits here and goes out when the line is back.} other {# changes wait here and go out in order when the line is back.}}',
          { count: waiting },
        ),
      ),
    };
  }
  return null;
}

/** What the banner says while nothing is asked of any server. */
export function offlineWords(waiting: number, say: Say): string {
  return joined(
    say('Retinue asks no server anything until you go online. You read what is on this computer.'),
    say(
      '{count, plural, =0 {} one {# change waits here and goes out when you go online.} other {# changes wait here and go out in order when you go online.}}',
      { count: waiting },
    ),
  );
}

/** Whole sentences, one after the other. */
function joined(...sentences: readonly (string | null | undefined)[]): string {
  return sentences.filter(Boolean).join(' ');
}

/** "Inbox 2,300 of 10,000"; of a folder that is kept "keeping Archive, 120 of 1,284". */
function activityWords(
  activity: NonNullable<AccountStateRow['activity']>,
  folders: readonly FolderRow[],
  say: Say,
): string {
  const name = folders.find(({ id }) => id === activity.folderId)?.name ?? say('folders');
  const { done, total, what } = activity;
  if (what === 'keep')
    return say('keeping {name}, {done, number} of {total, number}', { name, done, total: total ?? done });
  return total === null
    ? say('{name} {done, number}', { name, done })
    : say('{name} {done, number} of {total, number}', { name, done, total });
}

function restWords(lastSyncAt: number | null, say: Say): string {
  return lastSyncAt === null ? say('connected') : say('up to date {time}', { time: formatTime(lastSyncAt) });
}
