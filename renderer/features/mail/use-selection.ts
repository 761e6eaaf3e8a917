import { useState } from 'react';
import { NOTHING, type Selection, type SelectionUpdate } from './list/selection.ts';

interface Held {
  readonly folderId: string | null;
  readonly selection: Selection;
}

/** The selection in a folder; another folder starts with none. That of a search stands beside it: one comes back to it. */
export function useSelection(folderId: string | null, searching: boolean) {
  const [held, setHeld] = useState<Held | null>(null);
  const [inSearch, setInSearch] = useState(NOTHING);
  // Also the one that is come back to.
  if (held !== null && held.folderId !== folderId) setHeld(null);
  const inFolder = held?.folderId === folderId ? held.selection : NOTHING;
  const selection = searching ? inSearch : inFolder;
  const update = (change: SelectionUpdate) => {
    if (searching) return setInSearch(change);
    setHeld((before) => ({
      folderId,
      selection: change(before?.folderId === folderId ? before.selection : NOTHING),
    }));
  };
  return {
    selection,
    update,
    forget: () => setInSearch(NOTHING),
    /** The selection of a folder that is gone to at the same time. */
    put: (id: string, chosen: Selection) => setHeld({ folderId: id, selection: chosen }),
  };
}
