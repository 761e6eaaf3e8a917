import { useState } from 'react';
import { useServices } from '../../../hooks/services.ts';
import { usePacedLive } from '../../../hooks/use-paced-live.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { childOf, headOf, type ListLayout, placeOf } from './layout.ts';
import { childRow, type OpenLayout } from './rows.ts';

const CHUNK = 50;
/** Chunks kept beyond those in view: scrolling back shows rows at once while they are read again. */
const KEPT = 60;

/** In which order the list stands: by another `key` it is another list, with another `version` it is asked anew. */
export interface ListOrderKey {
  readonly key: string;
  readonly version: number;
}

export type RowOf = (index: number) => MessageRow | undefined;

/** The rows from `first` to `last`, live, read in chunks of heads. Rows not read yet are undefined. */
export function useRows(
  order: ListOrderKey,
  folderId: string,
  list: OpenLayout,
  first: number,
  last: number,
  restMs: number,
): RowOf {
  const { layout } = list;
  const { reader } = useServices();
  const cache = useCache(order.key);
  const chunks = chunksOf(layout, headOf(layout, first), headOf(layout, last));
  const key = chunks.map(({ chunk, nday, offset }) => `${chunk}@${nday}+${offset}`).join(' ');

  const readChunks = () =>
    Promise.all(
      chunks.map(async ({ chunk, nday, offset }) => ({
        chunk,
        rows: await reader.rows(folderId, nday, offset, CHUNK),
      })),
    );
  const read = usePacedLive(`${folderId} ${order.key} ${order.version} ${key}`, readChunks, restMs);
  // Kept only here: an answer to an earlier question may come later than this one, and be of another layout.
  for (const { chunk, rows } of read ?? []) remember(cache, chunk, rows);

  return (index) => {
    if (childOf(layout, index)) return childRow(list, index);
    const head = headOf(layout, index);
    return cache.get(Math.floor(head / CHUNK))?.[head % CHUNK];
  };
}

/** Rows of another order are of no use. */
function useCache(orderKey: string): Map<number, readonly MessageRow[]> {
  const [held, setHeld] = useState(() => ({ orderKey, cache: new Map<number, readonly MessageRow[]>() }));
  if (held.orderKey === orderKey) return held.cache;
  const next = { orderKey, cache: new Map<number, readonly MessageRow[]>() };
  setHeld(next);
  return next.cache;
}

function chunksOf(layout: ListLayout, first: number, last: number) {
  const chunks: { readonly chunk: number; readonly nday: number; readonly offset: number }[] = [];
  for (let chunk = Math.floor(Math.max(0, first) / CHUNK); chunk * CHUNK <= last; chunk += 1) {
    const place = placeOf(layout, chunk * CHUNK);
    if (place) chunks.push({ chunk, ...place });
  }
  return chunks;
}

/** The newest entry goes last, the oldest leaves first. */
function remember(
  cache: Map<number, readonly MessageRow[]>,
  chunk: number,
  rows: readonly MessageRow[],
): void {
  cache.delete(chunk);
  cache.set(chunk, rows);
  for (const oldest of cache.keys()) {
    if (cache.size <= KEPT) return;
    cache.delete(oldest);
  }
}
