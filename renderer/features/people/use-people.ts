import { useMemo, useState } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import { useServices } from '../../hooks/services.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useSay } from '../../hooks/use-say.ts';
import { LOCAL } from '../../store/reader.ts';
import type { ContactRow } from '../../store/tables.ts';
import { foundPeople, inOrder, layoutOf } from './list-layout.ts';

/** An address book: an account's, or this computer's. */
export interface Book {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

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
  // No other server has an address book that can be read.
  const exchange = accounts.filter(({ dialect }) => dialect === 'exchange');
  const countOf = (id: string) => all.filter(({ accountId }) => accountId === id).length;
  const books: readonly Book[] = [
    ...exchange.map(({ id, name }) => ({ id, name, count: countOf(id) })),
    { id: LOCAL, name: say('On this computer'), count: countOf(LOCAL) },
  ];
  return { isLoading: stored === undefined, all, layout, text, setText, book, setBook, books };
}
export type People = ReturnType<typeof usePeople>;
