import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { plainOf } from '../../components/format/text.ts';
import { percentOf, rowWords } from './row-words.ts';

/** What a screen reader is told of the Outbox between two lists. */
export interface News {
  readonly polite: string;
  /** A message that needs its person. */
  readonly urgent: string;
}

/** Compares two lists: changes of state, and every quarter of an upload. Counting down has its own voice (the undo toast). */
export function newsOf(before: readonly OutgoingView[], after: readonly OutgoingView[], now: number): News {
  const known = new Map(before.map((row) => [row.id, row]));
  const polite: string[] = [];
  const urgent: string[] = [];
  for (const row of after) {
    const old = known.get(row.id);
    if (!old) continue;
    if (row.state.kind === 'blocked' && old.state.kind !== 'blocked') urgent.push(said(row, now));
    else if (isResult(old, row)) polite.push(said(row, now));
    else if (quarterOf(row) > quarterOf(old))
      polite.push(`${plainOf(row.subject)}: ${quarterOf(row) * 25} % uploaded.`);
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

function said(row: OutgoingView, now: number): string {
  const { lead, rest } = rowWords(row, now);
  return `${plainOf(row.subject) || 'No subject'}: ${lead}${/[.]$/.test(lead) ? '' : '.'} ${rest}${/[.]$/.test(rest) ? '' : '.'}`;
}
