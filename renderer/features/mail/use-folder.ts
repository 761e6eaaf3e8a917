import { useEffect } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { useTellFailure } from '../../components/toasts.tsx';
import { useServices } from '../../hooks/services.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useLive } from '../../hooks/use-live.ts';
import { isString, useStored } from '../../hooks/use-stored.ts';
import type { FolderRow } from '../../store/tables.ts';
import { outgoingFolder, smartFolder } from './use-smart.ts';
import { useSay } from '../../hooks/use-say.ts';

const NONE: readonly FolderRow[] = [];

/**
 * The folders, the one that is shown (the last one, else the first Inbox), and the engine told of it; none while
 * outgoing mail is.
 */
export function useFolder(accounts: readonly AccountSummary[]) {
  const say = useSay();
  const { reader, engine } = useServices();
  const tellFailure = useTellFailure();
  const all = useLive('folders', () => reader.folders()) ?? NONE;
  const [storedId, setStoredId] = useStored('folder', '', isString);
  const folders = all.filter(({ accountId }) => accounts.some(({ id }) => id === accountId));
  const outgoing = outgoingFolder(storedId);
  const folder = outgoing ? null : (smartFolder(storedId, say) ?? shownFolder(storedId, accounts, folders));
  const isShown = storedId === '' || outgoing !== null || folder?.id === storedId;
  useFollowed(isShown ? null : storedId, all, setStoredId);
  const folderId = folder?.id ?? null;

  useEffect(() => {
    engine.call('folder.watch', { folderId }).catch(tellFailure);
  }, [engine, folderId, tellFailure]);
  return { folders, folder, outgoing, selectedId: outgoing ? storedId : folderId, select: setStoredId };
}

/**
 * A folder that the server has made or moved has another id: it stays in view. One that was just made may have it before
 * the window has heard of the first one.
 */
function useFollowed(lost: string | null, folders: readonly FolderRow[], select: (id: string) => void): void {
  const { engine } = useServices();
  const tellFailure = useTellFailure();
  const follow = useLatest(select);
  useEffect(() => {
    if (lost === null || folders.length === 0) return;
    let isCurrent = true;
    engine.call('folders.now', { folderId: lost }).then(({ folderId }) => {
      if (isCurrent && folderId !== lost) follow(folderId);
    }, tellFailure);
    return () => {
      isCurrent = false;
    };
    // Asked again whenever folders change: the answer may come later than the change that it explains.
  }, [engine, lost, folders, follow, tellFailure]);
}

function shownFolder(
  storedId: string,
  accounts: readonly AccountSummary[],
  folders: readonly FolderRow[],
): FolderRow | null {
  return (
    folders.find(({ id }) => id === storedId) ??
    firstInbox(accounts, folders) ??
    folders.find(({ total }) => (total ?? 0) > 0) ??
    null
  );
}

function firstInbox(
  accounts: readonly AccountSummary[],
  folders: readonly FolderRow[],
): FolderRow | undefined {
  for (const { id } of accounts) {
    const inbox = folders.find(({ accountId, role }) => accountId === id && role === 'inbox');
    if (inbox) return inbox;
  }
  return undefined;
}
