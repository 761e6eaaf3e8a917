import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useLatest } from '../../../hooks/use-latest.ts';
import type { FolderRow } from '../../../store/tables.ts';
import type { Place } from '../deletions.ts';
import type { DragOut } from './drag-out.ts';
import { useDragOut } from './use-drag-out.ts';

/** Messages that are being dragged. */
export interface Dragged {
  readonly ids: readonly string[];
  /** null: they are of several accounts. Absent until it has been looked up. */
  readonly from?: Place | null;
}

/** Who moves what is dropped. */
export interface Mover {
  /** What is dragged together where one of them is. */
  readonly selected: () => ReadonlySet<string>;
  readonly drop: (to: FolderRow, ids: readonly string[]) => void;
}

/** What list and tree share while messages are dragged from one to the other. */
interface Dragging {
  /** null: nothing is dragged. */
  readonly dragged: Dragged | null;
  readonly setDragged: (dragged: Dragged | null) => void;
  readonly mover: () => Mover;
  /** The way to other programs. */
  readonly out: DragOut;
  /** Returns a function that ends it. */
  readonly serve: (mover: Mover) => () => void;
}

const NOBODY: Mover = { selected: () => new Set(), drop: () => {} };
const NOWHERE: DragOut = { begin() {}, left() {}, entered() {}, ended() {}, isOn: () => false };
const Context = createContext<Dragging>({
  dragged: null,
  setDragged: () => {},
  mover: () => NOBODY,
  out: NOWHERE,
  serve: () => () => {},
});

/** Stands over list and tree. */
export function DragProvider({ children }: { readonly children: ReactNode }) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const out = useDragOut(() => setDragged(null));
  const serving = useRef(NOBODY);
  const fixed = useMemo(
    () => ({
      setDragged,
      mover: () => serving.current,
      serve(mover: Mover) {
        serving.current = mover;
        return () => {
          if (serving.current === mover) serving.current = NOBODY;
        };
      },
    }),
    [],
  );
  const value = useMemo(() => ({ dragged, out, ...fixed }), [dragged, out, fixed]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useDragging(): Dragging {
  return useContext(Context);
}

/** Moves what is dropped on a folder. */
export function useDropped(mover: Mover): void {
  const { serve } = useDragging();
  const newest = useLatest(() => mover);
  useEffect(
    () =>
      serve({
        selected: () => newest().selected(),
        drop: (to, ids) => newest().drop(to, ids),
      }),
    [serve, newest],
  );
}
