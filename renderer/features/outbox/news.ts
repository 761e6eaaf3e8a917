import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Say } from '../../../shared/language/say.ts';
import { plainOf } from '../../components/format/text.ts';
import { percentOf, rowWords } from './row-words.ts';

/** What a screen reader is told of the Outbox between two lists. */
export interface News {
  readonly polite: string;
  /** A message that needs its person. */
  readonly urgent: string;
}

/** Compares two lists: changes of state, and every quarter of an upload. Counting down has its own voice (the undo toast). */
export function newsOf(
  before: readonly OutgoingView[],
  after: readonly OutgoingView[],
  now: number,
  say: Say,
): News {
  const known = new Map(before.map((row) => [row.id, row]));
  const polite: string[] = [];
  const urgent: string[] = [];
  for (const row of after) {
    const old = known.get(row.id);
    if (!old) continue;
    if (row.state.kind === 'blocked' && old.state.kind !== 'blocked') urgent.push(said(row, now, say));
    else if (isResult(old, row)) polite.push(said(row, now, say));
    else if (quarterOf(row) > quarterOf(old))
      polite.push(
        say('{subject}: {percent} % uploaded.', {
          subject: plainOf(row.subject),
          percent: quarterOf(row) * 25,
        }),
      );
  }
  return { polite: polite.join(' '), urgent: urgent.join(' ') };
}

const RESULTS: ReadonlySet<OutgoingView['state']['kind']> = new Set([
  'unknown',
  'waiting',
  'filing',
  'done',
  'taken-back',
]);

function isResult(old: OutgoingView, row: OutgoingView): boolean {
  if (row.bounce && !old.bounce) return true;
  if (!RESULTS.has(row.state.kind) || row.state.kind === old.state.kind) return false;
  return !(row.state.kind === 'done' && old.state.kind === 'filing'); // said when it was sent
}

function quarterOf({ state }: OutgoingView): number {
  return state.kind === 'uploading' ? Math.floor(percentOf(state) / 25) : 0;
}

function said(row: OutgoingView, now: number, say: Say): string {
  const { lead, rest } = rowWords(row, now, say);
  return `${plainOf(row.subject) || say('No subject')}: ${ended(lead)} ${ended(rest)}`;
}

function ended(sentence: string): string {
  return /[.。]$/.test(sentence) ? sentence : `${sentence}.`;
}
