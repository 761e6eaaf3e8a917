import type { PageCursor } from '../../../shared/mail/types.ts';
import type { Member } from './members.ts';

/**
 * A page of a folder's messages, which are newest first by their last change. The cursor is a time and how many of
 * exactly that time were seen, so that mail that arrives or goes meanwhile shifts nothing.
 */
export function pageOf(
  messages: readonly Member[],
  from: PageCursor,
  rows: number,
): { readonly wanted: readonly Member[]; readonly next: PageCursor | null } {
  const { before, skip } = from;
  const first = before === null ? 0 : messages.findIndex((each) => timeOf(each) <= before);
  const start = first < 0 ? messages.length : first + skip;
  const wanted = messages.slice(start, start + rows);
  const last = wanted.at(-1);
  if (!last || start + wanted.length >= messages.length) return { wanted, next: null };
  const time = timeOf(last);
  const firstOfTime = messages.findIndex((each) => timeOf(each) <= time);
  return { wanted, next: { before: time, skip: start + wanted.length - firstOfTime, phase: 'dated' } };
}

function timeOf({ modified }: Member): number {
  return modified ?? 0;
}
