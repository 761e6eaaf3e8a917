import { useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { useNotify, useTellFailure } from '../../../components/toasts.tsx';
import { useCommand } from '../../../hooks/commands.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { PublicDialog } from './public-dialog.tsx';
import { useRoots } from './use-roots.ts';
import { UserFolderDialog } from './user-folder-dialog.tsx';
import { useSay } from '../../../hooks/use-say.ts';

/** Open Another User's Folder, Public Folders, and taking one of them off the list. `folder` is the open one. */
export function OpenRoots({
  accounts,
  folder,
  onSelect,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly folder: FolderRow | null;
  readonly onSelect: (folderId: string) => void;
}) {
  const say = useSay();
  const notify = useNotify();
  const tellFailure = useTellFailure();
  const roots = useRoots();
  const [open, setOpen] = useState<'user' | 'public' | null>(null);
  const [first, ...rest] = inOrder(accounts, folder);
  const show = (what: 'user' | 'public') =>
    first
      ? setOpen(what)
      : notify(
          say(
            'Folders of other users and public folders are on Exchange, and no account is. Retinue changed nothing. Add an Exchange account first.',
          ),
        );
  useCommand('open-user-folder', () => show('user'));
  useCommand('public-folders', () => show('public'));
  useCommand('close-root', () => {
    const account = accounts.find(({ id }) => id === folder?.accountId);
    const root = account?.roots?.find(({ path }) => path === folder?.root);
    if (!account || !root)
      return notify(
        say(
          'Only folders of other users and public folders can be taken off the list. Retinue changed nothing. Choose one of them first.',
        ),
      );
    roots.remove(account, root).catch(tellFailure);
  });
  const close = () => setOpen(null);
  if (!first || open === null) return null;
  return open === 'user' ? (
    <UserFolderDialog accounts={[first, ...rest]} onClose={close} onOpened={onSelect} />
  ) : (
    <PublicDialog accounts={[first, ...rest]} onClose={close} />
  );
}

/** The accounts on Exchange, that of the open folder first. */
function inOrder(accounts: readonly AccountSummary[], folder: FolderRow | null): readonly AccountSummary[] {
  const able = accounts.filter(({ dialect }) => dialect === 'exchange');
  const here = able.filter(({ id }) => id === folder?.accountId);
  return [...here, ...able.filter((each) => !here.includes(each))];
}
