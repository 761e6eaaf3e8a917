import { useEffect } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { AccountStateRow, FolderRow } from '../../store/tables.ts';
import type { OutgoingFolder } from './use-smart.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { Say } from '../../../shared/language/say.ts';

/** The window's title: "Inbox – Halvorsen & Lie – Retinue", "Inbox – offline – Retinue", "Outbox – all accounts – Retinue". */
export function useTitle(
  folder: FolderRow | OutgoingFolder | null,
  accounts: readonly AccountSummary[],
  state: AccountStateRow | undefined,
): void {
  const say = useSay();
  const title = [...placeOf(folder, accounts, state, say), 'Retinue'].filter(Boolean).join(' \u2013 ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function placeOf(
  folder: FolderRow | OutgoingFolder | null,
  accounts: readonly AccountSummary[],
  state: AccountStateRow | undefined,
  say: Say,
): readonly (string | undefined)[] {
  if (folder === 'all') return [say('Outbox'), say('all accounts')];
  if (folder === 'stuck') return [say('Stuck & failed'), say('all accounts')];
  if (folder?.accountId === '') return [folder.name, say('all accounts')];
  const account = accounts.find(({ id }) => id === folder?.accountId)?.name;
  return [folder?.name, state?.connection === 'offline' ? say('offline') : account];
}
