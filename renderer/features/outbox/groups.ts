import type { OutgoingState, OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { listOf } from '../../components/format/text.ts';
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

function labelsOf(say: Say): Readonly<Record<OutgoingGroup, string>> {
  return {
    'needs-you': say('Needs you'),
    checked: say('Being checked'),
    going: say('Going out by itself'),
    over: say('Finished'),
  };
}

/** The list in its groups, in the order of who has to act; empty groups are left out. */
export function groupsOf(rows: readonly OutgoingView[], now: number, say: Say): readonly Group[] {
  const labels = labelsOf(say);
  return OUTGOING_GROUPS.map((name) => {
    const own = rows.filter((row) => outgoingGroup(row) === name);
    return { name, label: labels[name], hint: hintOf(name, own, now, say), rows: own };
  }).filter((group) => group.rows.length > 0);
}

function hintOf(name: OutgoingGroup, rows: readonly OutgoingView[], now: number, say: Say): string {
  switch (name) {
    case 'needs-you':
      return say('These do not hold up the others');
    case 'checked':
      return say('Never sent again before the check ends');
    case 'going':
      return goingHint(rows, now, say);
    case 'over':
      return say('Nothing more happens to these');
    default:
      return assertNever(name);
  }
}

const DOING = ['sending', 'waiting', 'counting down', 'next in line', 'filing'] as const;

/** "1 sending, 1 waiting, 1 counting down, 1 filing". */
function goingHint(rows: readonly OutgoingView[], now: number, say: Say): string {
  const doing = rows.map(({ state }) => doingOf(state, now));
  const counts = DOING.map((what) => [doing.filter((each) => each === what).length, what] as const);
  return listOf(
    counts.filter(([count]) => count > 0).map(([count, what]) => doingWords(count, what, say)),
    say,
  );
}

function doingWords(count: number, what: (typeof DOING)[number], say: Say): string {
  switch (what) {
    case 'sending':
      return say('{count, number} sending', { count });
    case 'waiting':
      return say('{count, number} waiting', { count });
    case 'counting down':
      return say('{count, number} counting down', { count });
    case 'next in line':
      return say('{count, number} next in line', { count });
    case 'filing':
      return say('{count, number} filing', { count });
    default:
      return assertNever(what);
  }
}

function doingOf(state: OutgoingState, now: number): (typeof DOING)[number] {
  if (state.kind === 'queued') return state.sendAt > now ? 'counting down' : 'next in line';
  if (state.kind === 'waiting') return 'waiting';
  return state.kind === 'filing' ? 'filing' : 'sending';
}

/** "7 messages. 2 need you, 1 is being checked, 4 go out by themselves." */
export function summaryOf(rows: readonly OutgoingView[], say: Say): string {
  const tally = outgoingTally(rows);
  const parts = [
    tally['needs-you'] > 0 &&
      say('{count, plural, one {# needs you} other {# need you}}', { count: tally['needs-you'] }),
    tally.checked > 0 &&
      say('{count, plural, one {# is being checked} other {# are being checked}}', { count: tally.checked }),
    tally.going > 0 &&
      say('{count, plural, one {# goes out by itself} other {# go out by themselves}}', {
        count: tally.going,
      }),
    tally.over > 0 && say('{count, number} finished', { count: tally.over }),
  ].filter((part) => part !== false);
  const all = say('{count, plural, one {# message} other {# messages}}.', { count: rows.length });
  return say('{all} {parts}.', { all, parts: listOf(parts, say) });
}
