import { useMemo, useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { useServices } from '../../../hooks/services.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { resultReader } from './result-reader.ts';
import { useSearch } from './use-search.ts';

/** The search of the mail view: what is looked for and found, and the store as its results see it. */
export function useMailSearch(accounts: readonly AccountSummary[], opened: FolderRow | null) {
  const search = useSearch(accounts, opened);
  const services = useServices();
  /** The person went from the field to the results by key: the first one is selected. */
  const [fromField, setFromField] = useState(false);
  const inResults = useMemo(
    () => ({ ...services, reader: resultReader(services.reader, search.ids) }),
    [services, search.ids],
  );
  return {
    ...search,
    searching: search.active,
    services: search.active ? inResults : services,
    fromField,
    goToResults: () => setFromField(true),
    type(text: string) {
      search.setText(text);
      setFromField(false);
    },
  };
}
