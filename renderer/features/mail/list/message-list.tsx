import { useRef } from 'react';
import type { Say } from '../../../../shared/language/say.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { LISTING_MS } from '../../../hooks/use-paced-live.ts';
import { useSay } from '../../../hooks/use-say.ts';
import { isSmart } from '../../../store/reader.ts';
import type { AccountStateRow, FolderRow } from '../../../store/tables.ts';
import type { View } from '../use-view.ts';
import { EmptyList } from './empty-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ListColumns } from './list-columns.tsx';
import { type ListActs, ListGrid } from './list-grid.tsx';
import { ListHeader } from './list-header.tsx';
import { NoMatch } from './no-match.tsx';
import type { Opened } from './opened.ts';
import type { Arranged } from './use-arranged.ts';
import type { Filter } from './use-filter.ts';
import { useList } from './use-list.ts';
import { sayTold } from '../../../../shared/language/told.ts';

export interface MessageListProps extends ListActs {
  readonly folder: FolderRow;
  readonly state: AccountStateRow | undefined;
  readonly view: View;
  readonly filter: Filter;
  /** null: newest first, and all of it. */
  readonly arranged: Arranged | null;
  /** Which conversations lie open; null: the list shows message by message. */
  readonly opened: Opened | null;
}

/** A folder's messages: newest first and grouped by date, or as the person arranged them. Give it the folder as key. */
export function MessageList(props: MessageListProps) {
  const { folder, state, view, filter, arranged } = props;
  const { reader } = useServices();
  const say = useSay();
  const scroll = useRef<HTMLDivElement>(null);
  const progress = useLive(`cursor ${folder.id}`, async () => (await reader.cursor(folder.id)) ?? null);
  const restMs = progress?.next ? LISTING_MS : 0;
  const list = useList({ ...props, scroll, folderId: folder.id, restMs, rowHeight: view.rowHeight });
  const empty = list.known && list.layout.rowCount === 0 && (arranged === null || arranged.order !== null);
  return (
    <>
      <ListHeader
        folder={folder}
        layout={list.layout}
        state={state}
        cursor={progress ?? undefined}
        view={view}
        shown={arranged && arrangedWords(arranged, filter.isOn, list.layout.messages, say)}
      />
      <FilterBar filter={filter} />
      {view.oneLine && <ListColumns view={view} />}
      {arranged?.fault && (
        <p className="list-fault" role="status">
          {sayTold(arranged.fault, say)}
        </p>
      )}
      <ListGrid {...props} label={folder.name} list={list} scroll={scroll} hidden={empty} />
      {empty && filter.isOn && <NoMatch onClear={filter.clear} />}
      {empty && !filter.isOn && (
        <EmptyList
          fetching={!isSmart(folder.id) && !progress?.completeAt}
          isAway={props.isAway(folder.accountId)}
          state={state}
        />
      )}
    </>
  );
}

/** What stands beside the folder's name; null: what always stands there. */
function arrangedWords(
  { order, fault }: Arranged,
  filtered: boolean,
  count: number,
  say: Say,
): string | null {
  if (fault) return '';
  if (!order) return say('Putting in order…');
  if (!filtered) return null;
  return order.more > 0
    ? say('{count, plural, one {# message} other {# messages}} shown, {more, plural, other {# more}} match', {
        count,
        more: order.more,
      })
    : say('{count, plural, one {# message} other {# messages}} shown', { count });
}
