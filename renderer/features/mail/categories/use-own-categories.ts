import type { Category } from '../../../../shared/mail/categories.ts';
import { askMain } from '../../../hooks/ask-main.ts';
import { type KeptCalls, useKeptList } from '../use-kept-list.ts';

const CALLS: KeptCalls<Category> = {
  read: (bridge) => askMain(bridge, 'categories.list', null),
  write: (bridge, list) => askMain(bridge, 'categories.set', { list: [...list] }),
};

/** The categories that main keeps, and a way to add one. */
export function useOwnCategories() {
  const { list, replace } = useKeptList(CALLS);
  return { list, add: (made: Category) => replace([...list, made]) };
}
