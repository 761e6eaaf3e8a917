import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { assertNever } from '../../../shared/errors.ts';

/** What an outgoing message asks of its person; the groups of the Outbox, in their order. */
export const OUTGOING_GROUPS = ['needs-you', 'checked', 'going', 'over'] as const;
export type OutgoingGroup = (typeof OUTGOING_GROUPS)[number];

/** Where a message stands in the Outbox. */
export function outgoingGroup({ state, bounce }: Pick<OutgoingView, 'state' | 'bounce'>): OutgoingGroup {
  const { kind } = state;
  if (bounce) return 'needs-you';
  switch (kind) {
    case 'blocked':
      return 'needs-you';
    case 'unknown':
      return 'checked';
    case 'queued':
    case 'checking':
    case 'uploading':
    case 'on-server':
    case 'submitting':
    case 'waiting':
    case 'filing':
      return 'going';
    case 'done':
    case 'taken-back':
      return 'over';
    default:
      return assertNever(kind);
  }
}

/** Whether it stands still, or nobody knows: what does not go out by itself. */
export function isStuck(row: Pick<OutgoingView, 'state' | 'bounce'>): boolean {
  const group = outgoingGroup(row);
  return group === 'needs-you' || group === 'checked';
}

/** How many messages stand in each group, and how many of all are not over. */
export interface OutgoingTally extends Readonly<Record<OutgoingGroup, number>> {
  readonly open: number;
}

/** Counts the groups. */
export function outgoingTally(rows: readonly Pick<OutgoingView, 'state' | 'bounce'>[]): OutgoingTally {
  const count = (group: OutgoingGroup) => rows.filter((row) => outgoingGroup(row) === group).length;
  const over = count('over');
  return {
    'needs-you': count('needs-you'),
    checked: count('checked'),
    going: count('going'),
    over,
    open: rows.length - over,
  };
}

/** The longest undo time is 30 s; what goes out later was sent for later and is in the Outbox. */
const LONGEST_UNDO_MS = 60_000;

/** How long the sending of a message can still be undone by a key, in seconds; 0: not any more. */
export function undoSecondsLeft({ state }: Pick<OutgoingView, 'state'>, now: number): number {
  if (state.kind !== 'queued') return 0;
  const ms = state.sendAt - now;
  return ms > 0 && ms <= LONGEST_UNDO_MS ? Math.ceil(ms / 1000) : 0;
}
