import { useEffect, useState } from 'react';
import { toFailure } from '../../../../shared/errors.ts';
import type { SavedSearch } from '../../../../shared/mail/saved-search.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';

/** The searches with a name, as main keeps them. */
export function useSavedSearches() {
  const { bridge } = useServices();
  const notify = useNotify();
  const [list, setList] = useState<readonly SavedSearch[]>([]);
  useEffect(() => {
    let live = true;
    askMain(bridge, 'searches.list', null).then(
      (kept) => live && setList(kept),
      (thrown: unknown) => notify(toFailure(thrown).sentence),
    );
    return () => {
      live = false;
    };
  }, [bridge, notify]);

  const replace = (next: readonly SavedSearch[]) => {
    askMain(bridge, 'searches.set', { list: [...next] }).then(
      () => setList(next),
      (thrown: unknown) => notify(toFailure(thrown).sentence),
    );
  };
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
      notify(`The search ${gone.name} is off your list. No message was touched.`, {
        label: 'Undo',
        tip: 'Puts it back',
        onPress: () => replace(before),
      });
    },
  };
}
export type SavedSearches = ReturnType<typeof useSavedSearches>;
