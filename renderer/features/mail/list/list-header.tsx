import { memo } from 'react';
import { formatTime } from '../../../components/format/dates.ts';
import { Button } from '../../../components/button.tsx';
import { Isolated } from '../../../components/isolated.tsx';
import { useCommands } from '../../../hooks/services.ts';
import type { AccountStateRow, CursorRow, FolderRow } from '../../../store/tables.ts';
import type { View } from '../use-view.ts';
import type { ListLayout } from './layout.ts';
import { SortMenu } from './sort-menu.tsx';
import { useSay } from '../../../hooks/use-say.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { sayTold } from '../../../../shared/language/told.ts';

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
  const say = useSay();
  const commands = useCommands();
  const failing = state?.connection === 'online' && state.failure;
  return (
    <>
      <header className="list-head">
        <h2 className="cut">
          <Isolated text={folder.name} />
        </h2>
        <span className="meta cut">{shown ?? listSummary(folder, layout, state, cursor, say)}</span>
        <SortMenu view={view} />
      </header>
      {failing && (
        <p className="list-fault" role="status">
          {sayTold(failing, say)}{' '}
          <Button kind="link" label={say('Try again')} onPress={() => commands.send('sync')} />
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
  say: Say,
): string {
  const here = layout.messages;
  const total = Math.max(folder.total ?? 0, here);
  if (state?.connection === 'offline' || state?.connection === 'paused') {
    const at = cursor?.completeAt ?? state.lastSyncAt;
    const held =
      here < total
        ? say('{here, number} of {total, number} here', { here, total })
        : say('{count, plural, one {# message} other {# messages}}', { count: here });
    return at === null || at === undefined
      ? held
      : say('as of {time}; {held}', { time: formatTime(at), held });
  }
  if (cursor?.next && here < total) return say('{here, number} of {total, number} fetched', { here, total });
  return countWords(here, layout.unread, say);
}

/** "1,284 messages, 23 unread". */
export function countWords(count: number, unread: number, say: Say): string {
  return say(
    '{count, plural, one {# message} other {# messages}}{unread, plural, =0 {} other {, # unread}}',
    { count, unread },
  );
}
