import { useEffect } from 'react';
import { canBeTold } from '../../../shared/mail/new-mail.ts';
import { useNotify, useTellFailure } from '../../components/toasts.tsx';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import { useFolderNotices } from '../../hooks/use-folder-notices.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useTicks } from '../../hooks/use-ticks.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { FolderRow, MessageRow } from '../../store/tables.ts';

/** "Notices of new mail" of the open folder: on or off, and said. */
export function FolderNotices({ folder }: { readonly folder: FolderRow | null }) {
  const say = useSay();
  const notify = useNotify();
  const { isOn, put } = useFolderNotices();
  useTicks({ 'folder-notices': folder !== null && isOn(folder) });
  useCommand('folder-notices', () => {
    if (!folder) return notify(say('Choose a folder of an account first.'));
    if (folder.root !== undefined || !canBeTold(folder.role))
      return notify(say('There are no notices of new mail in “{name}”.', { name: folder.name }));
    const on = !isOn(folder);
    put(folder.id, on);
    notify(
      on
        ? say('New mail in “{name}” is told from now on.', { name: folder.name })
        : say('New mail in “{name}” is not told any more.', { name: folder.name }),
    );
  });
  return null;
}

/** A notice was clicked: its message is opened, or its folder where it spoke of several or the message has gone. */
export function useOpenNotice(
  goTo: (row: MessageRow) => Promise<void>,
  select: (folderId: string) => void,
  leaveSearch: () => void,
): void {
  const { bridge, reader } = useServices();
  const tellFailure = useTellFailure();
  const open = useLatest(async (folderId: string, messageId: string | null) => {
    const row = messageId === null ? undefined : await reader.message(messageId);
    if (row) return goTo(row);
    leaveSearch();
    select(folderId);
  });
  useEffect(
    () =>
      bridge.on('mail.open', ({ folderId, messageId }) => {
        open(folderId, messageId).catch(tellFailure);
      }),
    [bridge, open, tellFailure],
  );
}
