import { refuse } from '../http/refusal.ts';

/** Which rows to answer with, and the Content-Range that says so. */
export interface RowSelection {
  /** Half-open pieces `[from, to)`, in the order asked. */
  readonly pieces: readonly (readonly [from: number, to: number])[];
  readonly contentRange: string;
}

/**
 * Reads `Range: rows=0-24,-5` (reference 3.9) against the number of rows. A range that begins beyond the end answers
 * 416, except on an empty result, which is simply empty: DavMail sends a range with every listing.
 */
export function selectRows(range: string | undefined, total: number): RowSelection {
  const list = range === undefined ? undefined : /^\s*rows\s*=\s*(.*)$/i.exec(range)?.[1];
  const pieces =
    list === undefined ? [[0, total] as const] : list.split(',').map((each) => piece(each, total));
  const kept = pieces.filter((each) => each !== null);
  if (kept.length === 0 && total > 0) {
    refuse(416, `There are only ${total} rows.`, {
      'Content-Range': `rows */${total}; total=${total}`,
      'Accept-Ranges': 'rows',
    });
  }
  const shown = kept.map(([from, to]) => `${from}-${Math.max(from, to - 1)}`).join(',') || '0-0';
  return { pieces: kept, contentRange: `rows ${shown}; total=${total}` };
}

function piece(text: string, total: number): readonly [number, number] | null {
  const parts = /^\s*(\d{0,12})\s*-\s*(\d{0,12})\s*$/.exec(text);
  const [from, to] = [parts?.[1] ?? '', parts?.[2] ?? ''];
  if (!parts || (from === '' && to === '')) refuse(400, `The row range "${text}" cannot be read.`);
  // `-0` asks for no rows: replicating clients fetch only the state of the collection with it.
  if (from === '') return [Math.max(0, total - Number(to)), total];
  if (to !== '' && Number(to) < Number(from)) refuse(400, `The row range "${text}" ends before it begins.`);
  if (Number(from) >= total) return null;
  return [Number(from), to === '' ? total : Math.min(total, Number(to) + 1)];
}

/** The headers that say which rows these are. */
export function rangeHeaders({ contentRange }: RowSelection) {
  return { 'Content-Range': contentRange, 'Accept-Ranges': 'rows' };
}

/** The selected rows, made into something one at a time. */
export function* pick<Row, Made>(
  rows: readonly Row[],
  { pieces }: RowSelection,
  make: (row: Row) => Made,
): Generator<Made> {
  for (const [from, to] of pieces) {
    for (const row of rows.slice(from, to)) yield make(row);
  }
}
