import { useState } from 'react';
import { useServices } from '../../../hooks/services.ts';
import { usePacedLive } from '../../../hooks/use-paced-live.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { childOf, headOf, type ListLayout, placeOf } from './layout.ts';
import { childRow, type OpenLayout } from './rows.ts';

const CHUNK = 50;
/** Chunks kept beyond those in view: scrolling back shows rows at once while they are read again. */
const KEPT = 60;

export type RowOf = (index: number) => MessageRow | undefined;

/** The rows from `first` to `last`, live, read in chunks of heads. Rows not read yet are undefined. `listKey`: another one for another list. */
export function useRows(
  listKey: string,
  folderId: string,
  list: OpenLayout,
  first: number,
  last: number,
  restMs: number,
): RowOf {
  const { layout } = list;
  const { reader } = useServices();
  const [cache] = useState(() => new Map<number, readonly MessageRow[]>());
  const chunks = chunksOf(layout, headOf(layout, first), headOf(layout, last));
  const key = chunks.map(({ chunk, nday, offset }) => `${chunk}@${nday}+${offset}`).join(' ');

  const readChunks = async () => {
    const read = await Promise.all(
      chunks.map(async ({ chunk, nday, offset }) => ({
        chunk,
        rows: await reader.rows(folderId, nday, offset, CHUNK),
      })),
    );
    for (const { chunk, rows } of read) remember(cache, chunk, rows);
    return read;
  };
  usePacedLive(`${listKey} ${key}`, readChunks, restMs);

  return (index) => {
    if (childOf(layout, index)) return childRow(list, index);
    const head = headOf(layout, index);
    return cache.get(Math.floor(head / CHUNK))?.[head % CHUNK];
  };
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
