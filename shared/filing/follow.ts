import { isInFolder, movedId } from '../mail/folder-path.ts';
import type { Action, Filing } from './filing.ts';

/** A folder has another id: what names it, or a folder in it, names it where it is now. The same value where nothing does. */
export function withFolderMoved(filing: Filing, from: string, to: string): Filing {
  const follow = (id: string) => movedId(id, from, to);
  const act = (action: Action): Action =>
    action.kind === 'move' ? { ...action, folderId: follow(action.folderId) } : action;
  const named = [
    ...filing.places.map(({ folderId }) => folderId),
    ...[...filing.lists, ...filing.rules].flatMap(({ actions }) =>
      actions.flatMap((action) => (action.kind === 'move' ? action.folderId : [])),
    ),
    ...filing.rules.flatMap(({ conditions }) =>
      conditions.flatMap((condition) => (condition.on === 'folder' ? condition.folderId : [])),
    ),
  ];
  if (!named.some((id) => isInFolder(id, from))) return filing;
  return {
    ...filing,
    lists: filing.lists.map((list) => ({ ...list, actions: list.actions.map(act) })),
    rules: filing.rules.map((rule) => ({
      ...rule,
      actions: rule.actions.map(act),
      conditions: rule.conditions.map((condition) =>
        condition.on === 'folder' ? { ...condition, folderId: follow(condition.folderId) } : condition,
      ),
    })),
    places: filing.places.map((place) => ({ ...place, folderId: follow(place.folderId) })),
  };
}
