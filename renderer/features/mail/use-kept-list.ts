import { useEffect, useState } from 'react';
import type { Bridge } from '../../../shared/contracts/main.ts';
import { useTellFailure } from '../../components/toasts.tsx';
import { useServices } from '../../hooks/services.ts';

/** How main is asked for a list that it keeps; the same value at each call. */
export interface KeptCalls<T> {
  readonly read: (bridge: Bridge) => Promise<readonly T[]>;
  readonly write: (bridge: Bridge, list: readonly T[]) => Promise<null>;
}

/** A list as main keeps it, and a way to replace it. What main cannot keep is told, and the list is what it was. */
export function useKeptList<T>({ read, write }: KeptCalls<T>) {
  const { bridge } = useServices();
  const tellFailure = useTellFailure();
  const [list, setList] = useState<readonly T[]>([]);
  useEffect(() => {
    let live = true;
    read(bridge).then((kept) => live && setList(kept), tellFailure);
    return () => {
      live = false;
    };
  }, [bridge, tellFailure, read]);
  const replace = (next: readonly T[]) => {
    write(bridge, next).then(() => setList(next), tellFailure);
  };
  return { list, replace };
}
