import type { SavedSearch } from '../../../../shared/mail/saved-search.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { type KeptCalls, useKeptList } from '../use-kept-list.ts';
import { useSay } from '../../../hooks/use-say.ts';

const CALLS: KeptCalls<SavedSearch> = {
  read: (bridge) => askMain(bridge, 'searches.list', null),
  write: (bridge, list) => askMain(bridge, 'searches.set', { list: [...list] }),
};

/** The searches with a name, as main keeps them. */
export function useSavedSearches() {
  const say = useSay();
  const { list, replace } = useKeptList(CALLS);
  const notify = useNotify();
  return {
    list,
    save: (name: string, text: string) => replace([...list, { id: crypto.randomUUID(), name, text }]),
    rename: (id: string, name: string) =>
      replace(list.map((each) => (each.id === id ? { ...each, name } : each))),
    /** It can be brought back where it stood. */
    remove(id: string) {
      const before = list;
      const gone = list.find((each) => each.id === id);
      if (!gone) return;
      replace(list.filter((each) => each !== gone));
      notify(say('The search {name} is off your list. No message was touched.', { name: gone.name }), {
        label: say('Undo'),
        tip: say('Puts it back'),
        onPress: () => replace(before),
      });
    },
  };
}
export type SavedSearches = ReturnType<typeof useSavedSearches>;
