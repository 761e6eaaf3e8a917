import type { Block } from './steps.ts';
import type { History } from './history.ts';
import { LOOK_FOR_MS, nextLook } from './looking.ts';

/** What is to be done for a message now. */
export type Move =
  | { readonly kind: 'draft' | 'upload' | 'hide' | 'check' | 'submit' | 'look' | 'file' | 'tidy' }
  /** Nothing before then; null: until somebody says something. */
  | { readonly kind: 'rest'; readonly until: number | null }
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'done' };

/** Decided by the journal alone (sending-and-stuck 2): submission never follows doubt, only what a look has concluded. */
export function nextMove(history: History, now: number): Move {
  const { submittedAt, filed, waits, block, doubt, takenBack, draft, orphan } = history;
  if (takenBack) return draft === 'none' ? { kind: 'done' } : whenDue(history, now, 'tidy');
  if (submittedAt !== null) {
    if (filed === null) return whenDue(history, now, 'file');
    return orphan ? whenDue(history, now, 'tidy') : { kind: 'done' };
  }
  if (block) return { kind: 'rest', until: null };
  if (doubt) {
    const due = nextLook(doubt);
    if (due > now) return { kind: 'rest', until: due };
    const isSpent = !doubt.hurry && doubt.looks.length > 0 && now - doubt.since > LOOK_FOR_MS;
    return isSpent ? { kind: 'block', block: 'unproven' } : { kind: 'look' };
  }
  const due = Math.max(history.sendAt, waits?.until ?? 0);
  if (due > now) return { kind: 'rest', until: due };
  if (history.way === 'put' || history.way === 'smtp') return { kind: 'submit' };
  if (draft === 'none' || draft === 'tried') return { kind: 'draft' };
  if (draft === 'made') return { kind: 'upload' };
  if (history.spooled.hidden.length > 0 && !history.hidden) return { kind: 'hide' };
  return { kind: draft === 'put' ? 'check' : 'submit' };
}

function whenDue({ waits, block }: History, now: number, kind: 'file' | 'tidy'): Move {
  if (block) return { kind: 'rest', until: null };
  return waits && waits.until > now ? { kind: 'rest', until: waits.until } : { kind };
}
