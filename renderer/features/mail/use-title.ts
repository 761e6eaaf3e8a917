import { useEffect } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import type { AccountStateRow, FolderRow } from '../../store/tables.ts';

/** The window's title: "Inbox – Halvorsen & Lie – Retinue", "Inbox – offline – Retinue". */
export function useTitle(
  folder: FolderRow | null,
  accounts: readonly AccountSummary[],
  state: AccountStateRow | undefined,
): void {
  const account = accounts.find(({ id }) => id === folder?.accountId)?.name;
  const middle = state?.connection === 'offline' ? 'offline' : account;
  const title = [folder?.name, middle, 'Retinue'].filter(Boolean).join(' \u2013 ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
