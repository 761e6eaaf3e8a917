import { useEffect, useState } from 'react';
import { toFailure } from '../../../../shared/errors.ts';
import type { Category } from '../../../../shared/mail/categories.ts';
import { useNotify } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';

/** The categories that main keeps, and a way to add one. What main cannot keep is taken back here, and told. */
export function useOwnCategories() {
  const { bridge } = useServices();
  const notify = useNotify();
  const [list, setList] = useState<readonly Category[]>([]);
  useEffect(() => {
    let live = true;
    askMain(bridge, 'categories.list', null).then(
      (known) => live && setList(known ?? []),
      (thrown: unknown) => notify(toFailure(thrown).sentence),
    );
    return () => {
      live = false;
    };
  }, [bridge, notify]);
  const add = (made: Category) => {
    const next = [...list, made];
    setList(next);
    askMain(bridge, 'categories.set', { categories: next }).catch((thrown: unknown) => {
      setList(list);
      notify(toFailure(thrown).sentence);
    });
  };
  return { list, add };
}
