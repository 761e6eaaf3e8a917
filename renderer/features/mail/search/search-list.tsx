import { useRef } from 'react';
import { type ListActs, ListGrid } from '../list/list-grid.tsx';
import { useList } from '../list/use-list.ts';
import { SearchHead } from './search-head.tsx';
import type { SavedSearches } from './use-saved-searches.ts';
import type { MailSearch } from './use-mail-search.ts';
import { useSay } from '../../../hooks/use-say.ts';

/** `selectFirst`: the person went from the field to what was found. */
export interface SearchListProps extends ListActs {
  readonly search: MailSearch;
  readonly saved: SavedSearches;
  readonly account: string | null;
}

/** What was found, in the list's place: the same rows, each with the folder that it is in. */
export function SearchList(props: SearchListProps) {
  const say = useSay();
  const { search } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const list = useList({ ...props, scroll, folderId: search.listId, restMs: 0, opened: null });
  const done = search.local !== null && (search.local.result !== null || search.local.fault !== null);
  const empty = list.layout.rowCount === 0;
  return (
    <>
      <SearchHead
        search={search}
        shown={list.known ? list.layout.rowCount : search.ids.length}
        account={props.account}
        saved={props.saved}
      />
      <ListGrid
        {...props}
        label={say('Results')}
        list={list}
        scroll={scroll}
        hidden={empty}
        opened={null}
        onFirst={() => scroll.current?.focus()}
      />
      {empty && done && (
        <div className="empty" data-pane="list" tabIndex={-1}>
          <p>{say('Nothing found on this computer.')}</p>
        </div>
      )}
    </>
  );
}
