/** A row by its id, and where it was seen last. */
export interface RowRef {
  readonly id: string;
  readonly index: number;
}

/** What is selected in a list: the row with the cursor, where a range starts, and every selected id. */
export interface Selection {
  readonly cursor: RowRef | null;
  readonly anchor: RowRef | null;
  readonly ids: ReadonlySet<string>;
  /** False while a key repeats: what the cursor passes over is not opened and not marked as read. */
  readonly settled: boolean;
}

/** What a key or a click makes of the selection, whatever it is by then. */
export type SelectionUpdate = (selection: Selection) => Selection;

export const NOTHING: Selection = { cursor: null, anchor: null, ids: new Set(), settled: true };

/** Selects one row and nothing else. */
export function selectOne(row: RowRef, settled = true): Selection {
  return { cursor: row, anchor: row, ids: new Set([row.id]), settled };
}

/** Adds a row to the selection or takes it out (Ctrl+click, Ctrl+Space). */
export function toggleOne(selection: Selection, row: RowRef): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(row.id)) ids.add(row.id);
  return { cursor: row, anchor: row, ids, settled: true };
}

/** Selects from the anchor to a row (Shift); `rows` are the ids between them, both included. */
export function selectRange(selection: Selection, row: RowRef, rows: readonly string[]): Selection {
  return { cursor: row, anchor: selection.anchor ?? row, ids: new Set(rows), settled: true };
}

/** Selects every row; the cursor stays where it is. */
export function selectAll(selection: Selection, rows: readonly string[]): Selection {
  return { ...selection, ids: new Set(rows), settled: true };
}

/** The key was let go: what the cursor is on counts. */
export function settle(selection: Selection): Selection {
  return selection.settled ? selection : { ...selection, settled: true };
}

/** The cursor's row has moved because mail came or went above it. */
export function moved(selection: Selection, index: number): Selection {
  const { cursor, anchor } = selection;
  if (!cursor || cursor.index === index) return selection;
  const shift = index - cursor.index;
  return {
    ...selection,
    cursor: { ...cursor, index },
    anchor: anchor && { ...anchor, index: Math.max(0, anchor.index + shift) },
  };
}

/** Where a key takes the cursor, or null when it is not a moving key. The result is clamped to the list. */
export function indexAfter(key: string, index: number, rowCount: number, pageRows: number): number | null {
  const clamp = (next: number) => Math.max(0, Math.min(rowCount - 1, next));
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return clamp(index + 1);
    case 'ArrowUp':
    case 'k':
      return clamp(index - 1);
    case 'PageDown':
      return clamp(Math.max(0, index) + pageRows);
    case 'PageUp':
      return clamp(index - pageRows);
    case 'Home':
      return clamp(0);
    case 'End':
      return clamp(rowCount - 1);
    default:
      return null;
  }
}
