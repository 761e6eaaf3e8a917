import { useMemo } from 'react';
import { isSmart } from '../../store/reader.ts';
import type { Services } from '../../hooks/services.ts';
import type { FolderRow } from '../../store/tables.ts';
import { conversationReader } from './list/conversation-reader.ts';
import { useOpened } from './list/opened.ts';
import type { Selection } from './list/selection.ts';
import { useArranged, useArrangedServices } from './list/use-arranged.ts';
import { useFilter } from './list/use-filter.ts';
import { useKept } from './list/use-kept.ts';
import { useView } from './use-view.ts';

/**
 * How the list of a folder stands: its view, its filter, its order, and the store as that list sees it. While the person
 * searches (`searching`), the results have the services that they bring.
 */
export function useListView(
  services: Services,
  folder: FolderRow | null,
  searching: boolean,
  selection: Selection,
) {
  const folderId = folder?.id ?? null;
  const listed = searching ? null : folderId;
  const view = useView(folderId);
  const filter = useFilter(folderId);
  const arranged = useArranged(listed, { ...view.sort, clauses: filter.clauses });
  const opened = useOpened(folderId);
  const kept = useKept(services, listed, selection);
  const ordered = useArrangedServices(kept, arranged);
  const isConversational = view.conversations && listed !== null && !isSmart(listed) && arranged === null;
  const { threads } = opened;
  const own = useMemo(
    () => (isConversational ? { ...ordered, reader: conversationReader(ordered.reader, threads) } : ordered),
    [isConversational, ordered, threads],
  );
  return { view, filter, arranged, opened: isConversational ? opened : null, services: own };
}
