import { useEffect, useMemo, useState } from 'react';
import { type Services, useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { UNREAD_ID } from '../../../store/reader.ts';
import type { FolderRow } from '../../../store/tables.ts';
import type { Selection } from './selection.ts';

/**
 * The services as the list of a folder or smart folder sees them. In Unread, what was selected stays in view after it
 * is read, until one leaves: the list must not close over the message that one reads.
 */
export function useKept(services: Services, folderId: string | null, selection: Selection): Services {
  const [held, setHeld] = useState(() => keptIn(folderId));
  if (held.folderId !== folderId) setHeld(keptIn(folderId));
  const { kept } = held;
  useEffect(() => {
    if (folderId === UNREAD_ID) for (const id of selection.ids) kept.add(id);
  }, [folderId, selection, kept]);
  return useMemo(() => {
    const { reader } = services;
    return {
      ...services,
      reader: {
        ...reader,
        days: (id) => reader.days(id, kept),
        rows: (id, nday, offset, limit) => reader.rows(id, nday, offset, limit, kept),
      },
    };
  }, [services, kept]);
}

function keptIn(folderId: string | null) {
  return { folderId, kept: new Set<string>() };
}

/** The folder that a list is of, or, where it is of many (null), that of its selected message; null while it is not known. */
export function useFolderOf(
  folder: FolderRow | null,
  folders: readonly FolderRow[],
  { cursor }: Selection,
): FolderRow | null {
  const { reader } = useServices();
  const id = folder === null ? (cursor?.id ?? null) : null;
  const message = useLive(`folder of ${id}`, async () => (id === null ? null : await reader.message(id)));
  return folder ?? folders.find((each) => each.id === message?.folderId) ?? null;
}
