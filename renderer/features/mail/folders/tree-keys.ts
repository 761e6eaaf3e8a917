import { graphemes } from '../../../components/format/text.ts';
import { itemName, type TreeItem } from './tree-model.ts';
import type { Say } from '../../../../shared/language/say.ts';

/** What a key does in the tree: go to an item, open or close one, or nothing. */
export type TreeMove =
  | { readonly kind: 'focus'; readonly id: string }
  | { readonly kind: 'toggle'; readonly id: string }
  | null;

/** The tree keys of the ARIA Authoring Practices: arrows, Home, End, and letters that jump. */
export function treeMove(items: readonly TreeItem[], currentId: string, key: string, say: Say): TreeMove {
  const index = items.findIndex((item) => item.id === currentId);
  const item = items[index];
  const focus = (target: TreeItem | undefined): TreeMove =>
    target ? { kind: 'focus', id: target.id } : null;
  switch (key) {
    case 'ArrowDown':
      return focus(items[index + 1]);
    case 'ArrowUp':
      return focus(items[index - 1]);
    case 'Home':
      return focus(items[0]);
    case 'End':
      return focus(items.at(-1));
    case 'ArrowRight':
      if (item?.expanded === false) return { kind: 'toggle', id: item.id };
      return item?.expanded ? focus(items[index + 1]) : null;
    case 'ArrowLeft':
      if (item?.expanded) return { kind: 'toggle', id: item.id };
      return focus(items.find(({ id }) => id === item?.parentId));
    default:
      return focus(byLetter(items, index, key, say));
  }
}

function byLetter(items: readonly TreeItem[], index: number, key: string, say: Say): TreeItem | undefined {
  if (graphemes(key).length !== 1 || key === ' ') return undefined;
  const after = [...items.slice(index + 1), ...items.slice(0, index + 1)];
  return after.find((item) => itemName(item, say).toLocaleLowerCase().startsWith(key.toLocaleLowerCase()));
}
