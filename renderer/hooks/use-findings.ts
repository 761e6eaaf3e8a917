import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AccountSummary } from '../../shared/contracts/main.ts';
import type { Finding, FindingAct } from '../../shared/delivery/findings.ts';
import { type Failure, toFailure } from '../../shared/errors.ts';
import { sayTold } from '../../shared/language/told.ts';
import { useNotify, useTellFailure } from '../components/toasts.tsx';
import { useServices } from './services.ts';
import { useOutgoing } from './use-outgoing.ts';
import { useSay } from './use-say.ts';
import { isStrings, useStored } from './use-stored.ts';

/** A finding about an item of a server. */
export interface FoundItem {
  readonly accountId: string;
  readonly finding: Finding & { readonly item: NonNullable<Finding['item']> };
}
/** What is stuck on the servers, as of the last look. */
export interface FoundMail {
  readonly items: readonly FoundItem[];
  /** ms since 1970 of the oldest look; null: nobody has looked yet. */
  readonly at: number | null;
  readonly looking: boolean;
  /** Why an account could not be looked at. */
  readonly failures: readonly { readonly accountId: string; readonly failure: Failure }[];
  /** Looks now; with `ifOld` only where the last look is some minutes old. */
  readonly look: (ifOld?: boolean) => void;
  readonly act: (item: FoundItem, act: FindingAct) => void;
  /** It stays where it is, and is not shown again. */
  readonly leave: (item: FoundItem) => void;
}

interface Look {
  readonly at: number;
  readonly findings: readonly Finding[];
  readonly failure: Failure | null;
}

/** A look costs a few requests. */
const OLD_MS = 5 * 60_000;
/** The first one waits until the mailbox stands in the window. */
const FIRST_MS = 60_000;
const NONE: readonly string[] = [];

/** Looks at every account: some time after the start, and when somebody asks. */
export function useFindings(accounts: readonly AccountSummary[]): FoundMail {
  const { engine, now } = useServices();
  const notify = useNotify();
  const tell = useTellFailure();
  const say = useSay();
  const outgoing = useOutgoing();
  const [looks, setLooks] = useState<ReadonlyMap<string, Look>>(new Map());
  const [looking, setLooking] = useState(false);
  const [left, setLeft] = useStored('found-left', NONE, isStrings);
  const busy = useRef(false);
  const ids = accounts.map(({ id }) => id).join(' ');

  const lookAll = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setLooking(true);
    for (const accountId of ids.split(' ').filter(Boolean)) {
      const look: Look = await engine.call('findings.look', { accountId }).then(
        (findings) => ({ at: now(), findings, failure: null }),
        (thrown: unknown) => ({ at: now(), findings: [], failure: toFailure(thrown) }),
      );
      setLooks((before) => new Map([...before, [accountId, look]]));
    }
    busy.current = false;
    setLooking(false);
  }, [engine, ids, now]);
  useEffect(() => {
    const timer = setTimeout(() => void lookAll(), FIRST_MS);
    return () => clearTimeout(timer);
  }, [lookAll]);

  const known = accounts.flatMap(({ id }) => {
    const look = looks.get(id);
    return look ? [{ accountId: id, ...look }] : [];
  });
  const at = known.length === 0 ? null : Math.min(...known.map((each) => each.at));
  const own = useMemo(() => new Set(outgoing.map(({ messageId }) => messageId)), [outgoing]);
  const items = known.flatMap(({ accountId, findings }) =>
    findings.flatMap((finding) => {
      const { item } = finding;
      // What the Outbox brings along stands there with its own evidence.
      if (!item?.href || left.includes(finding.id) || (item.messageId !== null && own.has(item.messageId)))
        return [];
      return [{ accountId, finding: { ...finding, item } }];
    }),
  );
  return {
    items,
    at,
    looking,
    failures: known.flatMap(({ accountId, failure }) => (failure ? [{ accountId, failure }] : [])),
    look(ifOld = false) {
      if (!ifOld || at === null || now() - at > OLD_MS) void lookAll();
    },
    act({ accountId, finding }, act) {
      const work = async () => {
        const done = await engine.call('findings.act', { accountId, id: finding.id, act });
        notify(sayTold(done, say));
        await lookAll();
      };
      void work().catch(tell);
    },
    leave: ({ finding }) => setLeft([...left, finding.id]),
  };
}
