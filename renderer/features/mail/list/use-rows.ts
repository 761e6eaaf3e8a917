import { useState } from 'react';
import { useServices } from '../../../hooks/services.ts';
import { usePacedLive } from '../../../hooks/use-paced-live.ts';
import type { MessageRow } from '../../../store/tables.ts';
import { type ListLayout, placeOf } from './layout.ts';

const CHUNK = 50;
/** Chunks kept beyond those in view: scrolling back shows rows at once while they are read again. */
const KEPT = 60;

export type RowOf = (index: number) => MessageRow | undefined;

/** The rows from `first` to `last`, live, read in chunks. Rows not read yet are undefined. */
export function useRows(
  folderId: string,
  layout: ListLayout,
  first: number,
  last: number,
  restMs: number,
): RowOf {
  const { reader } = useServices();
  const [cache] = useState(() => new Map<number, readonly MessageRow[]>());
  const chunks = chunksOf(layout, first, last);
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
  usePacedLive(`${folderId} ${key}`, readChunks, restMs);

  return (index) => cache.get(Math.floor(index / CHUNK))?.[index % CHUNK];
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
