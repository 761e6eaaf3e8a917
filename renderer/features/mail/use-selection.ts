import { useState } from 'react';
import { useCommand } from '../../hooks/commands.ts';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import type { FolderRow } from '../../store/tables.ts';
import { NOTHING, type Selection, type SelectionUpdate } from './list/selection.ts';
import { useMark } from './reading/use-mark-read.ts';

/** The folder that a found message is in: what is done to it is done there. */
export function useFoundFolder(messageId: string | null, folders: readonly FolderRow[]): FolderRow | null {
  const { reader } = useServices();
  const row = useLive(`found ${messageId}`, async () => messageId && (await reader.message(messageId)));
  return folders.find(({ id }) => row && id === row.folderId) ?? null;
}

interface Held {
  readonly folderId: string | null;
  readonly selection: Selection;
}

/** The selection in a folder; another folder starts with none. That of a search stands beside it, so that one comes back to it. */
export function useSelection(folderId: string | null) {
  const [held, setHeld] = useState<Held | null>(null);
  const [inSearch, setInSearch] = useState(NOTHING);
  const searching = folderId === 'search';
  const selection = searching ? inSearch : held?.folderId === folderId ? held.selection : NOTHING;
  const mark = useMark();
  useCommand('mark-read', () => mark([...selection.ids], true));
  useCommand('mark-unread', () => mark([...selection.ids], false));
  const update = (change: SelectionUpdate) => {
    if (searching) return setInSearch(change);
    setHeld((before) => ({
      folderId,
      selection: change(before?.folderId === folderId ? before.selection : NOTHING),
    }));
  };
  return { selection, update, forget: () => setInSearch(NOTHING) };
}
