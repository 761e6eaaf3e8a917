import { assertNever } from '../../../../shared/errors.ts';
import { canBeTold } from '../../../../shared/mail/new-mail.ts';
import type { Command } from '../../../hooks/commands.ts';
import { isSearchId } from '../search/search-ids.ts';
import type { TreeItem } from './tree-model.ts';
import type { Say } from '../../../../shared/language/say.ts';

interface Choice {
  readonly label: string;
  readonly command: Command;
}

const own = (say: Say): readonly Choice[] => [
  { label: say('New folder…'), command: 'new-folder' },
  { label: say('Rename or move…'), command: 'rename-folder' },
  { label: say('Delete…'), command: 'delete-folder' },
  { label: say('Keep on this computer…'), command: 'keep-folder' },
];
const notices = (say: Say): Choice => ({ label: say('Notices of new mail'), command: 'folder-notices' });
const outside = (say: Say): readonly Choice[] => [
  { label: say('Keep on this computer…'), command: 'keep-folder' },
  { label: say('Take off the list'), command: 'close-root' },
];
const search = (say: Say): readonly Choice[] => [
  { label: say('Rename…'), command: 'rename-search' },
  { label: say('Delete'), command: 'delete-search' },
];

/** What the menu of a line offers; the line is chosen before. */
export function menuChoices(item: TreeItem, say: Say): readonly Choice[] {
  switch (item.kind) {
    case 'folder':
      if (item.folder.root !== undefined) return outside(say);
      return canBeTold(item.folder.role) ? [...own(say), notices(say)] : own(say);
    case 'smart':
      return isSearchId(item.smart.id) ? search(say) : [];
    case 'branch':
      return item.of === 'public' ? [{ label: say('Public folders…'), command: 'public-folders' }] : [];
    case 'account':
      return [{ label: say('New folder…'), command: `new-folder-at ${item.account.id}` }];
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
