import { useMemo, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { ContactRow } from '../../store/tables.ts';
import { booksOf } from './books-of.ts';
import { foundPeople, inOrder, layoutOf } from './list-layout.ts';

const NONE: readonly ContactRow[] = [];

/** The address books, and who is shown of them. */
export function usePeople(accounts: readonly AccountSummary[]) {
  const { reader } = useServices();
  const say = useSay();
  const stored = useLive('contacts', () => reader.contacts());
  const all = stored ?? NONE;
  const [text, setText] = useState('');
  const [book, setBook] = useState<string | null>(null);
  const sorted = useMemo(() => inOrder(all, say.locale), [all, say]);
  const found = useMemo(() => foundPeople(sorted, text, book), [sorted, text, book]);
  const layout = useMemo(() => layoutOf(found), [found]);
  const countOf = (id: string) => all.filter(({ accountId }) => accountId === id).length;
  const books = booksOf(accounts, say).map((each) => ({ ...each, count: countOf(each.id) }));
  return { isLoading: stored === undefined, all, layout, text, setText, book, setBook, books };
}
export type People = ReturnType<typeof usePeople>;
