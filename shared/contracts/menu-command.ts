import * as v from 'valibot';

/** What a menu asks of the window. */
export type MenuCommand =
  | 'sync'
  | 'open-message'
  | 'copy-link'
  | 'print'
  | 'save-pdf'
  | 'close-window'
  | 'work-offline'
  | 'keep-folder'
  | 'new-folder'
  | 'rename-folder'
  | 'delete-folder'
  | 'open-user-folder'
  | 'public-folders'
  | 'close-root'
  | 'import'
  | 'export'
  | 'save-message'
  | 'carry'
  | 'new-message'
  | 'drafts'
  | 'reply'
  | 'reply-all'
  | 'forward'
  | 'add-account'
  | 'accounts'
  | 'mark-read'
  | 'mark-unread'
  | 'flag'
  | 'follow-today'
  | 'follow-tomorrow'
  | 'follow-this-week'
  | 'follow-next-week'
  | 'follow-no-date'
  | 'follow-up'
  | 'complete'
  | 'clear-flag'
  | 'categories'
  | 'delete'
  | 'delete-for-good'
  | 'move-to'
  | 'archive'
  | 'junk'
  | 'not-junk'
  | 'rules'
  | 'run-rules'
  | 'rule-from-message'
  | 'list-from-message'
  | 'source'
  | 'all-headers'
  | 'plain-text'
  | 'error-log'
  | 'progress'
  | 'health'
  | 'outbox'
  | 'next-unread'
  | 'leave-text'
  | 'filter-folder'
  | 'conversations'
  | 'preview-right'
  | 'preview-below'
  | 'preview-off'
  | 'density-compact'
  | 'density-normal'
  | 'density-roomy'
  | 'next-pane'
  | 'previous-pane'
  | 'mail'
  | 'address-book'
  | 'keys'
  | 'settings'
  | 'help'
  | 'folder-notices'
  | 'check-updates';

/** Commands that choose how the window is: a tick in the menu says what is so. */
export const TICKED = [
  'work-offline',
  'folder-notices',
  'mail',
  'address-book',
  'conversations',
  'preview-right',
  'preview-below',
  'preview-off',
  'density-compact',
  'density-normal',
  'density-roomy',
  'progress',
  'error-log',
  'health',
] as const satisfies readonly MenuCommand[];
export type Ticked = (typeof TICKED)[number];

/** What has a tick and what has none; what is not named stays as it is. */
export type Ticks = Readonly<Partial<Record<Ticked, boolean>>>;
export const ticksSchema = v.pipe(
  v.record(v.picklist(TICKED), v.boolean()),
  v.transform((ticks): Ticks => ticks),
);
