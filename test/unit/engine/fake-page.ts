import type { MessagePageEnd } from '../../../shared/contracts/network.ts';
import type { MessageHeader, PageCursor } from '../../../shared/mail/types.ts';

export function page(
  all: readonly MessageHeader[],
  from: PageCursor,
  count: number,
): { items: readonly MessageHeader[]; end: MessagePageEnd } {
  const dated = all.filter((row) => row.date !== null).sort((a, b) => (b.date ?? 0) - (a.date ?? 0));
  const undated = all.filter((row) => row.date === null);
  const pool =
    from.phase === 'undated'
      ? undated
      : dated.filter((row) => from.before === null || (row.date ?? 0) <= from.before);
  const items = pool.slice(from.skip, from.skip + count);
  const last = items.at(-1);
  const more = from.skip + items.length < pool.length;
  if (more && from.phase === 'undated')
    return { items, end: { total: null, next: { ...from, skip: from.skip + items.length } } };
  if (more && last) {
    const before = last.date;
    const atSame = pool.slice(0, from.skip + items.length).filter((row) => row.date === before).length;
    return { items, end: { total: null, next: { before, skip: atSame, phase: 'dated' } } };
  }
  const next: PageCursor | null =
    from.phase === 'dated' && undated.length > 0 ? { before: null, skip: 0, phase: 'undated' } : null;
  return { items, end: { total: null, next } };
}
