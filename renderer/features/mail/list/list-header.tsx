import { memo } from 'react';
import { formatTime } from '../../../components/format/dates.ts';
import { formatCount, plural } from '../../../components/format/numbers.ts';
import { Button } from '../../../components/button.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useCommands } from '../../../hooks/services.ts';
import type { AccountStateRow, CursorRow, FolderRow } from '../../../store/tables.ts';
import type { View } from '../use-view.ts';
import type { ListLayout } from './layout.ts';
import { SortMenu } from './sort-menu.tsx';

/** Folder name and counts; offline also how old the list is; while the first pass runs, how far it is. Scrolling does not draw it. */
export const ListHeader = memo(function ListHeader({
  folder,
  layout,
  state,
  cursor,
  view,
  shown,
}: {
  readonly folder: FolderRow;
  readonly layout: ListLayout;
  readonly state: AccountStateRow | undefined;
  readonly cursor: CursorRow | undefined;
  readonly view: Pick<View, 'sort' | 'sortBy'>;
  /** The list shows a part of the folder, or is being put in order. */
  readonly shown: string | null;
}) {
  const commands = useCommands();
  const failing = state?.connection === 'online' && state.failure;
  return (
    <>
      <header className="list-head">
        <h2 className="cut">
          <Isolated text={folder.name} />
        </h2>
        <span className="meta cut">{shown ?? listSummary(folder, layout, state, cursor)}</span>
        <SortMenu view={view} />
      </header>
      {failing && (
        <p className="list-fault" role="status">
          {failing.sentence} <Button kind="link" label="Try again" onPress={() => commands.send('sync')} />
        </p>
      )}
    </>
  );
});

/** "1,284 messages, 23 unread"; "as of 13:51; 1,259 of 1,284 here"; "2,300 of 10,000 fetched". */
export function listSummary(
  folder: FolderRow,
  layout: ListLayout,
  state: AccountStateRow | undefined,
  cursor: CursorRow | undefined,
): string {
  const here = layout.messages;
  const total = Math.max(folder.total ?? 0, here);
  if (state?.connection === 'offline' || state?.connection === 'paused') {
    const at = cursor?.completeAt ?? state.lastSyncAt;
    const age = at === null || at === undefined ? '' : `as of ${formatTime(at)}; `;
    return `${age}${here < total ? `${formatCount(here)} of ${formatCount(total)} here` : plural(here, 'message', 'messages')}`;
  }
  if (cursor?.next && here < total) return `${formatCount(here)} of ${formatCount(total)} fetched`;
  const unread = layout.unread > 0 ? `, ${formatCount(layout.unread)} unread` : '';
  return `${plural(here, 'message', 'messages')}${unread}`;
}
