import { assertNever } from '../../../../shared/errors.ts';
import { canBeTold } from '../../../../shared/mail/new-mail.ts';
import type { Command } from '../../../hooks/commands.ts';
import { isSearchId } from '../search/search-ids.ts';
import type { TreeItem } from './tree-model.ts';

interface Choice {
  readonly label: string;
  readonly command: Command;
}

const OWN: readonly Choice[] = [
  { label: 'New folder…', command: 'new-folder' },
  { label: 'Rename or move…', command: 'rename-folder' },
  { label: 'Delete…', command: 'delete-folder' },
  { label: 'Keep on this computer…', command: 'keep-folder' },
];
const NOTICES: Choice = { label: 'Notices of new mail', command: 'folder-notices' };
const OUTSIDE: readonly Choice[] = [
  { label: 'Keep on this computer…', command: 'keep-folder' },
  { label: 'Take off the list', command: 'close-root' },
];
const SEARCH: readonly Choice[] = [
  { label: 'Rename…', command: 'rename-search' },
  { label: 'Delete', command: 'delete-search' },
];

/** What the menu of a line offers; the line is chosen before. */
export function menuChoices(item: TreeItem): readonly Choice[] {
  switch (item.kind) {
    case 'folder':
      if (item.folder.root !== undefined) return OUTSIDE;
      return canBeTold(item.folder.role) ? [...OWN, NOTICES] : OWN;
    case 'smart':
      return isSearchId(item.smart.id) ? SEARCH : [];
    case 'branch':
      return item.of === 'public' ? [{ label: 'Public folders…', command: 'public-folders' }] : [];
    case 'account':
      return [{ label: 'New folder…', command: `new-folder-at ${item.account.id}` }];
    case 'smart-head':
      return [];
    default:
      return assertNever(item);
  }
}

const FOLDER_KEYS: Readonly<Record<string, Command>> = { F2: 'rename-folder', Delete: 'delete-folder' };
const OUTSIDE_KEYS: Readonly<Record<string, Command>> = { F2: 'rename-folder', Delete: 'close-root' };
const SEARCH_KEYS: Readonly<Record<string, Command>> = { F2: 'rename-search', Delete: 'delete-search' };

/** What a key does to the line that has the focus, besides moving about. */
export function keyCommand(item: TreeItem, key: string): Command | undefined {
  if (item.kind === 'folder') return (item.folder.root === undefined ? FOLDER_KEYS : OUTSIDE_KEYS)[key];
  return item.kind === 'smart' && isSearchId(item.smart.id) ? SEARCH_KEYS[key] : undefined;
}
