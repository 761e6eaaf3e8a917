import { useEffect } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { AccountStateRow, FolderRow } from '../../store/tables.ts';
import type { OutgoingFolder } from './use-smart.ts';

/** The window's title: "Inbox – Halvorsen & Lie – Retinue", "Inbox – offline – Retinue", "Outbox – all accounts – Retinue". */
export function useTitle(
  folder: FolderRow | OutgoingFolder | null,
  accounts: readonly AccountSummary[],
  state: AccountStateRow | undefined,
): void {
  const title = [...placeOf(folder, accounts, state), 'Retinue'].filter(Boolean).join(' \u2013 ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function placeOf(
  folder: FolderRow | OutgoingFolder | null,
  accounts: readonly AccountSummary[],
  state: AccountStateRow | undefined,
): readonly (string | undefined)[] {
  if (folder === 'all') return ['Outbox', 'all accounts'];
  if (folder === 'stuck') return ['Stuck & failed', 'all accounts'];
  if (folder?.accountId === '') return [folder.name, 'all accounts'];
  const account = accounts.find(({ id }) => id === folder?.accountId)?.name;
  return [folder?.name, state?.connection === 'offline' ? 'offline' : account];
}
