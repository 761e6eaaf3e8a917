import { type DragEvent, useEffect, useState } from 'react';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { FolderRow } from '../../../store/tables.ts';
import { useDragging } from './drag-context.tsx';
import { dropRefusal } from './drop-refusal.ts';

/** A closed folder opens under messages that stay over it so long. */
const OPEN_MS = 600;

/** The folder under the pointer, with the lower corner of its line. `why` is null where it takes the messages. */
interface Over {
  /** What is dragged: another drag begins over nothing. */
  readonly ids: readonly string[];
  readonly id: string;
  readonly isClosed: boolean;
  readonly why: string | null;
  readonly left: number;
  readonly top: number;
}

/** Folders of a tree as places that dragged messages can be dropped on. `onOpen` opens one that is closed. */
export function useDropTargets(folders: readonly FolderRow[], onOpen: (folderId: string) => void) {
  const { dragged, setDragged, mover } = useDragging();
  const say = useSay();
  const [last, setOver] = useState<Over | null>(null);
  const over = last !== null && last.ids === dragged?.ids ? last : null;
  const closedId = over?.isClosed ? over.id : null;
  const open = useLatest(onOpen);
  useEffect(() => {
    if (closedId === null) return;
    const timer = setTimeout(() => open(closedId), OPEN_MS);
    return () => clearTimeout(timer);
  }, [closedId, open]);

  return {
    /** The folder under the pointer, where it takes nothing and it is known why. */
    refused: over?.why ? { why: over.why, left: over.left, top: over.top } : null,
    /** To be spread over the line of a folder. */
    of(folder: FolderRow, isClosed: boolean) {
      if (!dragged) return {};
      const { ids } = dragged;
      const whyNot = (event: DragEvent) =>
        dropRefusal(say, folder, dragged, folders, event.ctrlKey || event.altKey);
      return {
        'data-drop': over?.id === folder.id ? (over.why === null ? 'yes' : 'no') : undefined,
        onDragOver(event: DragEvent) {
          const why = whyNot(event);
          // A drag that was outside comes back as one of files, which the system lets be copied only.
          const taken = event.dataTransfer.types.includes('Files') ? 'copy' : 'move';
          event.dataTransfer.dropEffect = why === null ? taken : 'none';
          event.preventDefault();
          if (over?.id === folder.id && over.why === why && over.isClosed === isClosed) return;
          const { left, bottom: top } = event.currentTarget.getBoundingClientRect();
          setOver({ ids, id: folder.id, isClosed, why, left, top });
        },
        onDragLeave(event: DragEvent) {
          const to = event.relatedTarget;
          if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(null);
        },
        onDrop(event: DragEvent) {
          event.preventDefault();
          const why = whyNot(event);
          setDragged(null);
          if (why === null) mover().drop(folder, ids);
        },
      };
    },
  };
}
export type DropTargets = ReturnType<typeof useDropTargets>;
