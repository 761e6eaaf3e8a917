import { useEffect, useRef, useState } from 'react';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import type { SearchClause } from '../../../../shared/mail/search-query.ts';
import { useServices } from '../../../hooks/services.ts';

/** A search on the servers, as far as it is. */
export interface Asked {
  readonly key: string;
  readonly ids: readonly string[];
  readonly more: boolean;
  readonly running: boolean;
  /** What servers said that could not search, by the names of their accounts; what others found stays. */
  readonly faults: readonly { readonly name: string; readonly failure: Failure }[];
}
const NO_IDS: readonly string[] = [];

/** The search on the servers: at a person's word only, one server after the other. Another search ends it. */
export function useServerSearch(
  key: string,
  accounts: readonly AccountSummary[],
  clauses: readonly SearchClause[],
) {
  const { engine } = useServices();
  const [asked, setAsked] = useState<Asked | null>(null);
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), [key]);

  const ask = async () => {
    under.current?.abort();
    const { signal } = (under.current = new AbortController());
    let so: Asked = { key, ids: [], more: false, running: true, faults: [] };
    setAsked(so);
    for (const { id, name } of accounts) {
      try {
        const query = { clauses, accountId: id, folderId: null };
        const { ids, more } = await engine.call('search.server', query, { signal });
        so = { ...so, ids: [...so.ids, ...ids], more: so.more || more };
      } catch (thrown) {
        if (signal.aborted) break;
        so = { ...so, faults: [...so.faults, { name, failure: toFailure(thrown) }] };
      }
      if (!signal.aborted) setAsked(so);
    }
    setAsked((current) => (current?.key === key ? { ...so, running: false } : current));
  };
  const current = asked?.key === key ? asked : null;
  return {
    /** A server can be asked. */
    offered: accounts.length > 0 && clauses.length > 0,
    ask: () => void ask(),
    stop: () => under.current?.abort(),
    state: current,
    ids: current?.ids ?? NO_IDS,
  };
}
