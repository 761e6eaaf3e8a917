import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { type Filing, NO_FILING } from '../../../../shared/filing/filing.ts';
import { createInTurn } from '../../../../shared/in-turn.ts';
import { useTellFailure } from '../../../components/toasts.tsx';
import { askMain } from '../../../hooks/ask-main.ts';
import { useServices } from '../../../hooks/services.ts';

/** What is laid down about mail, and a way to change it. */
export interface FilingDesk {
  readonly filing: Filing;
  /** The same at this moment, where a change has not been drawn yet. */
  readonly now: () => Filing;
  /** Main keeps it, then the engine is told. Rejects with a sentence where it could not be kept: it is what it was then. */
  readonly change: (update: (before: Filing) => Filing) => Promise<void>;
}

const Context = createContext<FilingDesk>({
  filing: NO_FILING,
  now: () => NO_FILING,
  change: () => Promise.resolve(),
});

export function useFiling(): FilingDesk {
  return useContext(Context);
}

/** Reads what main keeps and tells the engine. What could not be read is told, and nothing is filed by itself then. */
export function FilingProvider({ children }: { readonly children: ReactNode }) {
  const { bridge, engine } = useServices();
  const tell = useTellFailure();
  const [filing, setFiling] = useState(NO_FILING);
  const newest = useRef(NO_FILING);
  const [inTurn] = useState(createInTurn);
  const desk = useMemo(() => {
    const take = async (next: Filing) => {
      newest.current = next;
      setFiling(next);
      await engine.call('filing.set', { filing: next });
    };
    const change = (update: (before: Filing) => Filing) =>
      inTurn(async () => {
        const next = update(newest.current);
        if (next === newest.current) return;
        await askMain(bridge, 'filing.set', { filing: next });
        await take(next);
      });
    return { take, change, now: () => newest.current };
  }, [bridge, engine, inTurn]);
  useEffect(() => {
    inTurn(async () => desk.take(await askMain(bridge, 'filing.get', null))).catch(tell);
    return bridge.on('filing.changed', (next) => void inTurn(() => desk.take(next)).catch(tell));
  }, [bridge, desk, inTurn, tell]);
  const value = useMemo(() => ({ filing, now: desk.now, change: desk.change }), [filing, desk]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}
