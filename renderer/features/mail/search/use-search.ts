import { useEffect, useMemo, useRef, useState } from 'react';
import type { SearchResult } from '../../../../shared/contracts/engine.ts';
import type { AccountSummary } from '../../../../shared/contracts/main.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import type { Told } from '../../../../shared/language/told.ts';
import { parseSearch } from '../../../../shared/mail/parse-search.ts';
import type { SearchClause } from '../../../../shared/mail/search-query.ts';
import { useServices } from '../../../hooks/services.ts';
import { useLive } from '../../../hooks/use-live.ts';
import type { AccountStateRow, FolderRow } from '../../../store/tables.ts';
import { useServerSearch } from './use-server-search.ts';

/** A pause in typing that is long enough to look, and as long as the index is being made, how often to look again. */
const PAUSE_MS = 150;
const AGAIN_MS = 2000;
/** Results that are shown at most. */
const LIMIT = 500;
const NO_IDS: readonly string[] = [];

/** All that the field, the chips and the results share: what is looked for, where, and what was found. */
export function useSearch(
  accounts: readonly AccountSummary[],
  states: ReadonlyMap<string, AccountStateRow>,
  folder: FolderRow | null,
) {
  const { now } = useServices();
  const [text, setText] = useState('');
  const [here, setHere] = useState(false);
  const parsed = useMemo(
    () => parseSearch(text, { now: now(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    [text, now],
  );
  const accountId = here ? (folder?.accountId ?? null) : null;
  const key = JSON.stringify([accountId, parsed.clauses]);
  const local = useLocal(key, accountId, parsed.clauses);
  const meant = accounts.filter(({ id }) => (accountId ?? id) === id);
  const noSearch = ({ id }: AccountSummary) => states.get(id)?.noSearch ?? null;
  const asked = meant.filter((account) => noSearch(account) === null);
  const server = useServerSearch(key, asked, parsed.clauses);
  const localIds = local?.result?.ids;
  const ids = useMemo(() => [...new Set([...(localIds ?? []), ...server.ids])], [localIds, server.ids]);
  return {
    text,
    setText,
    parsed,
    /** Half an operator is no search yet: the folder stays. */
    active: parsed.clauses.length > 0 || parsed.chips.length > 0,
    here,
    setHere,
    local,
    server,
    /** Why no server can be asked, as sentences. */
    unasked: asked.length > 0 ? [] : distinct(meant.flatMap((account) => noSearch(account) ?? [])),
    ids,
  };
}
function distinct(reasons: readonly Told[]): readonly Told[] {
  return [...new Map(reasons.map((why) => [why.sentence, why])).values()];
}

export type SearchState = ReturnType<typeof useSearch>;

export interface Local {
  readonly key: string;
  readonly result: SearchResult | null;
  /** Why it could not be looked for. */
  readonly fault: Failure | null;
}

/** What this computer finds, after a pause in typing. An older answer never takes the place of a newer one. */
function useLocal(key: string, accountId: string | null, clauses: readonly SearchClause[]): Local | null {
  const { engine, reader } = useServices();
  const [local, setLocal] = useState<Local | null>(null);
  const latest = useRef({ accountId, clauses });
  useEffect(() => {
    latest.current = { accountId, clauses };
  });
  const empty = clauses.length === 0;
  const [again, setAgain] = useState(0);
  useEffect(() => {
    if (empty) return;
    let live = true;
    const show = (result: SearchResult | null, fault: Failure | null) => {
      if (live) setLocal({ key, result, fault });
    };
    const timer = setTimeout(() => {
      engine.call('search.find', { ...latest.current, limit: LIMIT }).then(
        (result) => show(result, null),
        (thrown: unknown) => show(null, toFailure(thrown)),
      );
    }, PAUSE_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [engine, key, empty, again]);
  // What moved on the server has another key since: it is looked for again.
  const ids = local?.result?.ids ?? NO_IDS;
  const gone = useLive(
    `gone ${ids.join('\n')}`,
    async () => ids.length - (await reader.messages(ids)).length,
  );
  useEffect(() => {
    if (gone === undefined || gone === 0) return;
    const timer = setTimeout(() => setAgain((count) => count + 1), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [gone]);
  const indexing = (local?.result?.indexing ?? 0) > 0;
  useEffect(() => {
    if (!indexing) return;
    const timer = setTimeout(() => setAgain((count) => count + 1), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [indexing, local]);
  return empty ? null : local;
}
