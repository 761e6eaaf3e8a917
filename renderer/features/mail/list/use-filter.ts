import { useMemo, useState } from 'react';
import { parseSearch } from '../../../../shared/mail/parse-search.ts';
import type { SearchClause, SearchTerm } from '../../../../shared/mail/search-query.ts';
import { useServices } from '../../../hooks/services.ts';

/** What of a folder is shown: words and operators as in the search field, and the four that are pressed most. */
export interface FilterChoice {
  readonly text: string;
  readonly unread: boolean;
  readonly flagged: boolean;
  readonly attachment: boolean;
  /** From people whom one knows. */
  readonly known: boolean;
}
const NONE: FilterChoice = { text: '', unread: false, flagged: false, attachment: false, known: false };

/** The filter of a folder. Another folder begins without, unless it is pinned. */
export function useFilter(folderId: string | null) {
  const { now } = useServices();
  const [held, setHeld] = useState({ folderId, choice: NONE, pinned: false });
  if (held.folderId !== folderId)
    setHeld({ folderId, choice: held.pinned ? held.choice : NONE, pinned: held.pinned });
  const { choice, pinned } = held;
  const clauses = useMemo((): readonly SearchClause[] => {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const typed = parseSearch(choice.text, { now: now(), timeZone }).clauses;
    const pressed: readonly (SearchTerm | null)[] = [
      choice.unread ? { kind: 'is', state: 'unread' } : null,
      choice.flagged ? { kind: 'is', state: 'flagged' } : null,
      choice.attachment ? { kind: 'has-attachment' } : null,
      choice.known ? { kind: 'from-known' } : null,
    ];
    return [...typed, ...pressed.flatMap((term) => (term ? [{ term, not: false }] : []))];
  }, [choice, now]);
  return {
    choice,
    pinned,
    clauses,
    isOn: clauses.length > 0,
    change: (more: Partial<FilterChoice>) =>
      setHeld((before) => ({ ...before, choice: { ...before.choice, ...more } })),
    clear: () => setHeld((before) => ({ ...before, choice: NONE })),
    pin: () => setHeld((before) => ({ ...before, pinned: !before.pinned })),
  };
}
export type Filter = ReturnType<typeof useFilter>;
