import { useEffect, useRef, useState } from 'react';
import type { Command, Step } from '../../shared/delivery/steps.ts';
import { type Failure, toFailure } from '../../shared/errors.ts';
import { useTellFailure } from '../components/toasts.tsx';
import type { OutgoingRow } from '../store/tables.ts';
import { useServices } from './services.ts';
import { useLive } from './use-live.ts';

const NONE: readonly OutgoingRow[] = [];

/** Every outgoing message as it is now, the one that has waited longest first. */
export function useOutgoing(): readonly OutgoingRow[] {
  return useStoredOutgoing() ?? NONE;
}

/** The same; undefined until the store has answered, for who must not take that for an empty Outbox. */
export function useStoredOutgoing(): readonly OutgoingRow[] | undefined {
  const { reader } = useServices();
  return useLive('outgoing', () => reader.outgoing());
}

/** Tells an outgoing message what to do; a refusal is shown. */
export function useOutgoingCommand(): (id: string, command: Command) => void {
  const { engine } = useServices();
  const tell = useTellFailure();
  return (id, command) => void engine.call('outgoing.command', { id, command }).catch(tell);
}

/** The journal of a message. */
export interface Journal {
  readonly id: string;
  readonly steps: readonly Step[];
  /** Why it could not be read; the steps are those that were known before. */
  readonly failure: Failure | null;
}

/**
 * The journal of the message that is looked at, read again after each change of the list; one call at a time. null
 * until the first answer for this message.
 */
export function useJournal(row: OutgoingRow): Journal | null {
  const { engine } = useServices();
  const [journal, setJournal] = useState<Journal | null>(null);
  const wanted = useRef<OutgoingRow | null>(null);
  const asking = useRef(false);
  useEffect(() => {
    wanted.current = row;
    const drain = async () => {
      asking.current = true;
      while (wanted.current) {
        const { id } = wanted.current;
        wanted.current = null;
        await engine.call('outgoing.steps', { id }).then(
          (steps) => setJournal({ id, steps, failure: null }),
          (thrown: unknown) =>
            setJournal((known) => ({
              id,
              steps: known?.id === id ? known.steps : [],
              failure: toFailure(thrown),
            })),
        );
      }
      asking.current = false;
    };
    if (!asking.current) void drain();
  }, [engine, row]);
  return journal?.id === row.id ? journal : null;
}
