import type { OutgoingState, OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { assertNever } from '../../../shared/errors.ts';
import { formatCount, plural } from '../../components/format/numbers.ts';
import {
  OUTGOING_GROUPS,
  type OutgoingGroup,
  outgoingGroup,
  outgoingTally,
} from '../../components/format/outgoing.ts';

/** A group of the list that has messages. */
export interface Group {
  readonly name: OutgoingGroup;
  readonly label: string;
  readonly hint: string;
  readonly rows: readonly OutgoingView[];
}

const LABELS: Readonly<Record<OutgoingGroup, string>> = {
  'needs-you': 'Needs you',
  checked: 'Being checked',
  going: 'Going out by itself',
  over: 'Finished',
};

/** The list in its groups, in the order of who has to act; empty groups are left out. */
export function groupsOf(rows: readonly OutgoingView[], now: number): readonly Group[] {
  return OUTGOING_GROUPS.map((name) => {
    const own = rows.filter((row) => outgoingGroup(row) === name);
    return { name, label: LABELS[name], hint: hintOf(name, own, now), rows: own };
  }).filter((group) => group.rows.length > 0);
}

function hintOf(name: OutgoingGroup, rows: readonly OutgoingView[], now: number): string {
  switch (name) {
    case 'needs-you':
      return 'These do not hold up the others';
    case 'checked':
      return 'Never sent again before the check ends';
    case 'going':
      return goingHint(rows, now);
    case 'over':
      return 'Nothing more happens to these';
    default:
      return assertNever(name);
  }
}

const DOING = ['sending', 'waiting', 'counting down', 'next in line', 'filing'] as const;

/** "1 sending, 1 waiting, 1 counting down, 1 filing". */
function goingHint(rows: readonly OutgoingView[], now: number): string {
  const doing = rows.map(({ state }) => doingOf(state, now));
  return DOING.map((word) => [doing.filter((each) => each === word).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`)
    .join(', ');
}

function doingOf(state: OutgoingState, now: number): (typeof DOING)[number] {
  if (state.kind === 'queued') return state.sendAt > now ? 'counting down' : 'next in line';
  if (state.kind === 'waiting') return 'waiting';
  return state.kind === 'filing' ? 'filing' : 'sending';
}

/** "7 messages. 2 need you, 1 is being checked, 4 go out by themselves." */
export function summaryOf(rows: readonly OutgoingView[]): string {
  const tally = outgoingTally(rows);
  const parts = [
    tally['needs-you'] > 0 &&
      `${formatCount(tally['needs-you'])} ${word(tally['needs-you'], 'needs', 'need')} you`,
    tally.checked > 0 && `${formatCount(tally.checked)} ${word(tally.checked, 'is', 'are')} being checked`,
    tally.going > 0 &&
      `${formatCount(tally.going)} ${word(tally.going, 'goes out by itself', 'go out by themselves')}`,
    tally.over > 0 && `${formatCount(tally.over)} finished`,
  ].filter((part) => part !== false);
  return `${plural(rows.length, 'message', 'messages')}. ${parts.join(', ')}.`;
}

function word(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
