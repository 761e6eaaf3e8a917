import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { assertNever } from '../../../shared/errors.ts';
import { formatTime, formatUntil } from '../../components/format/dates.ts';
import { formatCount } from '../../components/format/numbers.ts';
import type { AccountStateRow, FolderRow } from '../../store/tables.ts';

/** One account in the status bar: "up to date 14:26", "Inbox 2,300 of 10,000", "offline, next try in 20 s". */
export function accountWords(
  state: AccountStateRow | undefined,
  folders: readonly FolderRow[],
  now: number,
): string {
  if (!state) return 'starting';
  switch (state.connection) {
    case 'connecting':
      return 'connecting';
    case 'offline':
      return state.nextTryAt === null
        ? 'offline'
        : `offline, next try in ${formatUntil(state.nextTryAt, now)}`;
    case 'sign-in':
      return 'waits for the password';
    case 'refused':
      return 'refused by the server';
    case 'paused':
      return 'paused by you';
    case 'online':
      return state.activity ? activityWords(state.activity, folders) : restWords(state.lastSyncAt);
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
): BannerWords | null {
  // One banner speaks for all of them.
  if (account.offline) return null;
  if (account.paused) {
    return {
      kind: 'paused',
      title: `${account.name}: paused by you`,
      text: `Retinue asks its server nothing until you choose Resume. You read what is on this computer.${waitingWords(waiting, 'when you resume it')}`,
    };
  }
  if (account.needsPassword || state?.connection === 'sign-in') {
    const text = state?.failure?.sentence ?? 'Its password is not kept on this computer. Enter it to go on.';
    return { kind: 'sign-in', title: `Sign in to ${account.name}`, text };
  }
  if (state?.connection === 'refused') {
    const text = state.failure?.sentence ?? 'The server does not take this account.';
    return { kind: 'refused', title: `${account.name} is refused`, text };
  }
  if (state?.connection === 'offline') {
    const reason = state.failure ? `${state.failure.sentence} ` : '';
    return {
      kind: 'offline',
      title: `${account.name}: offline since ${formatTime(state.since)}`,
      text: `${reason}You read what is on this computer.${waitingWords(waiting, 'when the line is back')}`,
    };
  }
  return null;
}

/** What the banner says while nothing is asked of any server. */
export function offlineWords(waiting: number): string {
  return `Retinue asks no server anything until you go online. You read what is on this computer.${waitingWords(waiting, 'when you go online')}`;
}

function waitingWords(waiting: number, when: string): string {
  if (waiting === 0) return '';
  return waiting === 1
    ? ` 1 change waits here and goes out ${when}.`
    : ` ${formatCount(waiting)} changes wait here and go out in order ${when}.`;
}

/** "Inbox 2,300 of 10,000"; of a folder that is kept "keeping Archive, 120 of 1,284". */
function activityWords(
  activity: NonNullable<AccountStateRow['activity']>,
  folders: readonly FolderRow[],
): string {
  const name = folders.find(({ id }) => id === activity.folderId)?.name ?? 'folders';
  const { done, total, what } = activity;
  if (what === 'keep') return `keeping ${name}, ${formatCount(done)} of ${formatCount(total ?? done)}`;
  return total === null
    ? `${name} ${formatCount(done)}`
    : `${name} ${formatCount(done)} of ${formatCount(total)}`;
}

function restWords(lastSyncAt: number | null): string {
  return lastSyncAt === null ? 'connected' : `up to date ${formatTime(lastSyncAt)}`;
}
