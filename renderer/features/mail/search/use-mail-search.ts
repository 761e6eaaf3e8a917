import { useMemo, useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { useServices } from '../../../hooks/services.ts';
import type { AccountStateRow, FolderRow, MessageRow } from '../../../store/tables.ts';
import { resultReader } from './result-reader.ts';
import { useSearch } from './use-search.ts';

/** The search of the mail view: what is looked for and found, and the store as its results see it. */
export function useMailSearch(
  accounts: readonly AccountSummary[],
  states: ReadonlyMap<string, AccountStateRow>,
  opened: FolderRow | null,
) {
  const search = useSearch(accounts, states, opened);
  const services = useServices();
  /** The person went from the field to the results by key: the first one is selected. */
  const [fromField, setFromField] = useState(false);
  const { deleted, leave } = useDeleted(search.text);
  const { ids } = search;
  const inResults = useMemo(
    () => ({ ...services, reader: resultReader(services.reader, ids, deleted) }),
    [services, ids, deleted],
  );
  return {
    ...search,
    searching: search.active,
    services: search.active ? inResults : services,
    /** Names this list: another one when something else is in it. */
    listId: `search ${ids.join('\n')}\n${deleted.map(({ id }) => id).join('\n')}`,
    fromField,
    goToResults: () => setFromField(true),
    leave,
    type(text: string) {
      search.setText(text);
      setFromField(false);
    },
  };
}
export type MailSearch = ReturnType<typeof useMailSearch>;

const NONE: readonly MessageRow[] = [];

/** What was deleted from the results of this search; another search begins with nothing. */
function useDeleted(text: string) {
  const [held, setHeld] = useState({ text, rows: NONE });
  const deleted = held.text === text ? held.rows : NONE;
  return {
    deleted,
    leave: (rows: readonly MessageRow[]) => setHeld({ text, rows: [...deleted, ...rows] }),
  };
}
