import { useCallback, useEffect, useRef, useState } from 'react';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { KeptDraft } from '../../../shared/mail/compose/kept-draft.ts';
import type { DraftCalls } from './draft-calls.ts';

/** A pause in typing this long, ms, saves. */
const PAUSE_MS = 1000;

export type Saving =
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly failure: Failure };
export type DraftChange = (kept: KeptDraft) => KeptDraft;

export interface EditedDraft {
  readonly kept: KeptDraft;
  readonly saving: Saving;
  readonly edit: (change: DraftChange) => void;
  /** The network process has changed it: no need to save. */
  readonly take: (change: DraftChange) => void;
  /** Resolves when everything is on disk. */
  readonly flush: (change?: DraftChange) => Promise<void>;
}

/** The draft while it is written: every change is on disk a moment later. */
export function useDraft(first: KeptDraft, calls: DraftCalls): EditedDraft {
  const [kept, setKept] = useState(first);
  const [saving, setSaving] = useState<Saving>({ kind: 'saved', at: first.savedAt });
  const newest = useRef(first);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const take = useCallback((change: DraftChange) => {
    newest.current = change(newest.current);
    setKept(newest.current);
  }, []);
  const flush = useCallback(
    async (change?: DraftChange) => {
      clearTimeout(timer.current);
      if (change) take(change);
      setSaving({ kind: 'saving' });
      try {
        const { draft, refused, open, touched } = newest.current;
        const { savedAt } = await calls('draft.save', { draft, refused, open, touched });
        take((before) => ({ ...before, savedAt }));
        setSaving({ kind: 'saved', at: savedAt });
      } catch (thrown) {
        setSaving({ kind: 'failed', failure: toFailure(thrown) });
        throw thrown;
      }
    },
    [calls, take],
  );
  const edit = useCallback(
    (change: DraftChange) => {
      take((before) => ({ ...change(before), touched: true }));
      clearTimeout(timer.current);
      // What failed is shown, and tried again with the next change.
      timer.current = setTimeout(() => void flush().catch(() => undefined), PAUSE_MS);
    },
    [flush, take],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return { kept, saving, edit, take, flush };
}
