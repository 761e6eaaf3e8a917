import { useEffect, useState } from 'react';
import { fail, toFailure } from '../../../../shared/errors.ts';
import { useServices } from '../../../hooks/services.ts';
import type { Printed } from './print-document.ts';
import { told } from '../../../../shared/language/told.ts';

/** What could be had so far, in the order in which it is printed. */
export interface PrintedSoFar {
  readonly done: readonly Printed[];
  /** null until it is known. */
  readonly total: number | null;
}

const NOTHING: PrintedSoFar = { done: [], total: null };

/**
 * Opens the messages one after the other, oldest first; their text is fetched where it is not on this computer. One that
 * cannot be had keeps its place, with the reason.
 */
export function usePrinted(messageIds: readonly string[]): PrintedSoFar {
  const { engine, reader } = useServices();
  const key = messageIds.join('\n');
  const [held, setHeld] = useState<(PrintedSoFar & { readonly key: string }) | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      const rows = await reader.messages(key.split('\n'));
      if (rows.length === 0)
        throw fail(
          'not-found',
          told(
            'This message is no longer here; it was moved or deleted meanwhile. Nothing was printed. Look for it in its new place.',
          ),
        );
      let done: readonly Printed[] = [];
      for (const { id, subject } of rows.toSorted((a, b) => (a.date ?? 0) - (b.date ?? 0))) {
        const next = await engine.call('message.open', { messageId: id }, { signal: abort.signal }).then(
          (message): Printed => ({ state: 'there', message }),
          (thrown: unknown): Printed => ({
            state: 'missing',
            subject,
            failure: toFailure(thrown),
          }),
        );
        if (abort.signal.aborted) return;
        done = [...done, next];
        setHeld({ key, done, total: rows.length });
      }
    };
    load().catch((thrown: unknown) => {
      const failure = toFailure(thrown);
      if (!abort.signal.aborted)
        setHeld({ key, done: [{ state: 'missing', subject: '', failure }], total: 1 });
    });
    return () => abort.abort();
  }, [engine, reader, key]);
  return held?.key === key ? held : NOTHING;
}
