import { type DragEvent, type MouseEvent, useRef } from 'react';
import { useServices } from '../../../hooks/services.ts';
import { useSay } from '../../../hooks/use-say.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { commonPlace } from '../deletions.ts';
import { useDragging } from './drag-context.tsx';
import { showDragged } from './show-dragged.ts';
import { beginOut } from './use-drag-out.ts';

export interface DraggedRow {
  readonly row: MessageRow;
  readonly index: number;
  readonly selected: boolean;
  readonly onPress: (row: MessageRow, index: number, event: MouseEvent) => void;
}

/**
 * What a row of a list needs to be dragged to a folder, or out of the window: spread over its element, in place of its
 * own onMouseDown. A press on a row that is selected takes the selection apart only when it is let go, so that all of it
 * can be dragged.
 */
export function useDragMessages({ row, index, selected, onPress }: DraggedRow) {
  const { reader } = useServices();
  const { setDragged, mover, out } = useDragging();
  const say = useSay();
  const waits = useRef(false);
  return {
    draggable: true,
    onMouseDown(event: MouseEvent) {
      const isPlain = event.button === 0 && !event.shiftKey && !event.ctrlKey && !event.metaKey;
      waits.current = isPlain && selected && mover().selected().size > 1;
      if (!waits.current) onPress(row, index, event);
    },
    onMouseUp(event: MouseEvent) {
      if (waits.current) onPress(row, index, event);
      waits.current = false;
    },
    onDragStart(event: DragEvent) {
      waits.current = false;
      const all = mover().selected();
      const ids = all.has(row.id) ? [...all] : [row.id];
      if (!beginOut(out, { kind: 'messages', messageIds: ids }, event)) {
        event.dataTransfer.effectAllowed = 'copyMove';
        event.dataTransfer.setData(MESSAGES, String(ids.length));
        showDragged(event, say('{count, plural, one {# message} other {# messages}}', { count: ids.length }));
      }
      setDragged({ ids });
      const found = (rows: readonly MessageRow[]) => setDragged({ ids, from: commonPlace(rows) });
      // Without it no folder takes them: that is how a fault shows here.
      reader.messages(ids).then(found, () => setDragged(null));
    },
    onDragEnd: () => setDragged(null),
  };
}

/** What a drag of messages carries: their number. The ids stay in this window. */
const MESSAGES = 'application/x-retinue-messages';
