import { useEffect, useMemo, useState } from 'react';
import { ServicesProvider, useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { UNREAD_ID } from '../../../store/reader.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { MessageList, type MessageListProps } from './message-list.tsx';
import type { Selection } from './selection.ts';

/**
 * The list of a folder or smart folder. In Unread, what was selected stays in view after it is read, until one leaves:
 * the list must not close over the message that one reads. Give it the folder as key.
 */
export function KeptList(props: MessageListProps) {
  const services = useServices();
  const [kept] = useState(() => new Set<string>());
  const { selection, folder } = props;
  useEffect(() => {
    if (folder.id === UNREAD_ID) for (const id of selection.ids) kept.add(id);
  }, [folder.id, selection, kept]);
  const own = useMemo(() => {
    const { reader } = services;
    return {
      ...services,
      reader: {
        ...reader,
        days: (id: string) => reader.days(id, kept),
        rows: (id: string, nday: number, offset: number, limit: number) =>
          reader.rows(id, nday, offset, limit, kept),
      },
    };
  }, [services, kept]);
  return (
    <ServicesProvider value={own}>
      <MessageList {...props} />
    </ServicesProvider>
  );
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
