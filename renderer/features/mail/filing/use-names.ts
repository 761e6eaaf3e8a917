import { useMemo } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import type { Names } from '../../../../shared/filing/words.ts';
import { labelsIn } from '../../../../shared/mail/folder-tree.ts';
import type { FolderRow } from '../../../store/tables.ts';

/** A folder that a rule can name, as a choice says it. */
export interface FolderChoice {
  readonly id: string;
  readonly label: string;
}

/** The folders of all mailboxes in the order of their names; with the account's name where there are several. */
export function useFolderChoices(
  accounts: readonly AccountSummary[],
  folders: readonly FolderRow[],
): readonly FolderChoice[] {
  return useMemo(() => {
    const own = folders.filter(({ root }) => root === undefined);
    const labelOf = labelsIn(own);
    const nameOf = (accountId: string) => accounts.find(({ id }) => id === accountId)?.name ?? '';
    const choices = own.map((folder) => ({
      id: folder.id,
      label: accounts.length > 1 ? `${nameOf(folder.accountId)}: ${labelOf(folder)}` : labelOf(folder),
    }));
    return choices.sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  }, [accounts, folders]);
}

/** How folders and accounts are called in sentences about rules. */
export function namesOf(accounts: readonly AccountSummary[], choices: readonly FolderChoice[]): Names {
  return {
    folder: (folderId) => choices.find(({ id }) => id === folderId)?.label ?? null,
    account: (accountId) => accounts.find(({ id }) => id === accountId)?.name ?? null,
  };
}
