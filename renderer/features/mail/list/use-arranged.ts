import { useEffect, useMemo, useState } from 'react';
import type { ListOrder } from '../../../../shared/contracts/engine.ts';
import { type Failure, toFailure } from '../../../../shared/errors.ts';
import { type Arrangement, isUsual } from '../../../../shared/mail/arrangement.ts';
import { type Services, useServices } from '../../../hooks/services.ts';
import { usePacedLive } from '../../../hooks/use-paced-live.ts';
import { arrangedReader } from './arranged-reader.ts';

/** How long an arranged list rests before it is put in order again after a change, ms: all of a folder is looked at. */
const REST_MS = 1000;

/** A list in another order than the usual one, or some of it. */
export interface Arranged {
  /** Names this arrangement: another list when it changes. */
  readonly key: string;
  /** null while it is being put in order for the first time. */
  readonly order: ListOrder | null;
  /** Why it could not be. */
  readonly fault: Failure | null;
}

interface Held {
  readonly key: string;
  readonly order: ListOrder | null;
  readonly fault: Failure | null;
}

/** Has the engine put a folder's list in order, again after each change of it. null: the list stands as usual. */
export function useArranged(folderId: string | null, arrangement: Arrangement): Arranged | null {
  const { engine, reader } = useServices();
  const [held, setHeld] = useState<Held | null>(null);
  const isOn = folderId !== null && !isUsual(arrangement);
  const key = isOn ? JSON.stringify([folderId, arrangement]) : '';
  // A day counts what is flagged, and not by when, nor in which category.
  const bySaid = arrangement.sort === 'flag' || arrangement.sort === 'category';
  const days = usePacedLive(
    `arranged ${key}`,
    async () => (isOn ? [await reader.days(folderId), bySaid ? await reader.marked(folderId) : []] : null),
    REST_MS,
  );
  const asked = useMemo(() => ({ key, days }), [key, days]);
  useEffect(() => {
    if (asked.key === '' || !asked.days) return;
    const abort = new AbortController();
    const [of, how] = JSON.parse(asked.key) as [string, Arrangement];
    const put = (order: ListOrder | null, fault: Failure | null) => {
      if (!abort.signal.aborted) setHeld({ key: asked.key, order, fault });
    };
    engine.call('list.arrange', { folderId: of, ...how }, { signal: abort.signal }).then(
      (order) => put(order, null),
      (thrown: unknown) => put(null, toFailure(thrown)),
    );
    return () => abort.abort();
  }, [engine, asked]);
  if (!isOn) return null;
  const known = held?.key === key ? held : null;
  return { key, order: known?.order ?? null, fault: known?.fault ?? null };
}

const NOTHING: ListOrder = { groups: [], more: 0 };

/** The services as an arranged list sees them. */
export function useArrangedServices(services: Services, arranged: Arranged | null): Services {
  const order = arranged ? (arranged.order ?? NOTHING) : null;
  return useMemo(
    () => (order === null ? services : { ...services, reader: arrangedReader(services.reader, order) }),
    [services, order],
  );
}
