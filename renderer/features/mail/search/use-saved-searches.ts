import type { SavedSearch } from '../../../../shared/mail/saved-search.ts';
import { askMain } from '../../../hooks/ask-main.ts';
import { type KeptCalls, useKeptList } from '../use-kept-list.ts';

const CALLS: KeptCalls<SavedSearch> = {
  read: (bridge) => askMain(bridge, 'searches.list', null),
  write: (bridge, list) => askMain(bridge, 'searches.set', { list: [...list] }),
};

/** The searches with a name, as main keeps them. */
export function useSavedSearches() {
  const { list, replace } = useKeptList(CALLS);
  return {
    list,
    save: (name: string, text: string) => replace([...list, { id: crypto.randomUUID(), name, text }]),
    rename: (id: string, name: string) =>
      replace(list.map((each) => (each.id === id ? { ...each, name } : each))),
    remove: (id: string) => replace(list.filter((each) => each.id !== id)),
  };
}
export type SavedSearches = ReturnType<typeof useSavedSearches>;
