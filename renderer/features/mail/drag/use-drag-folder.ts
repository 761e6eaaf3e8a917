import type { DragEvent } from 'react';
import type { FolderRow } from '../../../store/tables.ts';
import { useDragging } from './drag-context.tsx';
import { showDragged } from './show-dragged.ts';
import { beginOut } from './use-drag-out.ts';

/** What a drag of a folder carries: its name. Nothing in the window takes it. */
const FOLDER = 'application/x-retinue-folder';

/** What the line of a folder needs to be dragged out of the window as an .mbox: spread over its element. */
export function useDragFolder({ id, name }: FolderRow) {
  const { out } = useDragging();
  return {
    draggable: true,
    onDragStart(event: DragEvent) {
      if (beginOut(out, { kind: 'folder', folderId: id }, event)) return;
      event.dataTransfer.effectAllowed = 'copy';
      event.dataTransfer.setData(FOLDER, name);
      showDragged(event, name);
    },
  };
}
