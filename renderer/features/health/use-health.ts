import { useEffect, useMemo, useState } from 'react';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { HealthFacts } from '../../../shared/contracts/network.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import {
  serverHealth,
  type ServerHealth,
  type ServerMoodFacts,
  type ServerPlace,
} from '../../../shared/health/servers.ts';
import { useServices } from '../../hooks/services.ts';
import { useNow } from '../../hooks/use-now.ts';

export interface Health {
  /** Newest first. */
  readonly requests: readonly RequestFacts[];
  readonly servers: readonly ServerHealth[];
  /** Bytes that this server takes of one message; null where nobody knows. */
  readonly limitOf: (origin: string) => number | null;
  /** Why nothing newer can be shown. */
  readonly failure: Failure | null;
}

const LOOK_MS = 1000;
/** Twice what the network process keeps: its restart begins a new list, and the old one is still worth reading. */
const SHOWN = 4000;

/** Looks once a second while it is on screen; no server is asked for it. */
export function useHealth(places: readonly ServerPlace[]): Health {
  const { engine } = useServices();
  const now = useNow(LOOK_MS);
  const [requests, setRequests] = useState<readonly RequestFacts[]>([]);
  const [moods, setMoods] = useState<readonly ServerMoodFacts[]>([]);
  const [limits, setLimits] = useState<HealthFacts['limits']>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let last = 0;
    let isGone = false;
    const look = async () => {
      try {
        const found = await engine.call('health.look', { after: last });
        if (isGone) return;
        last = found.requests.at(-1)?.id ?? last;
        if (found.requests.length > 0)
          setRequests((before) => [...found.requests.toReversed(), ...before].slice(0, SHOWN));
        setMoods(found.moods);
        setLimits(found.limits);
        setFailure(null);
      } catch (thrown) {
        // The network process is starting again: its list begins anew.
        last = 0;
        if (!isGone) setFailure(toFailure(thrown));
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [engine]);
  const servers = useMemo(() => serverHealth(requests, moods, now, places), [requests, moods, now, places]);
  const limitOf = (origin: string) => limits.find((each) => each.origin === origin)?.bytes ?? null;
  return { requests, servers, limitOf, failure };
}
