import { useRef } from 'react';
import { useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { LISTING_MS } from '../../../hooks/use-paced-live.ts';
import { isSmart } from '../../../store/reader.ts';
import type { AccountStateRow, FolderRow } from '../../../store/tables.ts';
import { EmptyList } from './empty-list.tsx';
import { type ListActs, ListGrid } from './list-grid.tsx';
import { ListHeader } from './list-header.tsx';
import { useList } from './use-list.ts';

export interface MessageListProps extends ListActs {
  readonly folder: FolderRow;
  readonly state: AccountStateRow | undefined;
}

/** A folder's messages, newest first, grouped by date. Give it the folder as key. */
export function MessageList(props: MessageListProps) {
  const { folder, state } = props;
  const { reader } = useServices();
  const scroll = useRef<HTMLDivElement>(null);
  const progress = useLive(`cursor ${folder.id}`, async () => (await reader.cursor(folder.id)) ?? null);
  const restMs = progress?.next ? LISTING_MS : 0;
  const list = useList({ ...props, scroll, folderId: folder.id, restMs });
  const empty = list.known && list.layout.rowCount === 0;
  return (
    <>
      <ListHeader folder={folder} layout={list.layout} state={state} cursor={progress ?? undefined} />
      <ListGrid {...props} label={folder.name} list={list} scroll={scroll} hidden={empty} />
      {empty && (
        <EmptyList
          fetching={!isSmart(folder.id) && !progress?.completeAt}
          isAway={props.isAway(folder.accountId)}
          state={state}
        />
      )}
    </>
  );
}
