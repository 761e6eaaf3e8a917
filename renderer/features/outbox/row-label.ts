import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { formatTime } from '../../components/format/dates.ts';
import { formatBytes, plural } from '../../components/format/numbers.ts';
import { shortName, parseSender } from '../../components/format/sender.ts';
import { plainOf } from '../../components/format/text.ts';
import { rowWords } from './row-words.ts';

/** Everybody it goes to, as short as may be: the first two, and how many more. */
export function peopleOf({ recipients }: Pick<OutgoingView, 'recipients'>): {
  readonly names: readonly string[];
  readonly more: number;
} {
  const shown = recipients.length > 3 ? 2 : 3;
  const names = recipients.slice(0, shown).map((each) => shortName(parseSender(each)) || each);
  return { names, more: recipients.length - names.length };
}

/**
 * A row as it is read aloud. It changes with the state and not with every second or byte, or a screen reader would
 * begin again each time.
 */
export function rowLabel(row: OutgoingView, now: number): string {
  const { names, more } = peopleOf(row);
  const people = `To ${names.map(plainOf).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [plainOf(row.subject) || 'No subject', people, formatBytes(row.bytes), stateLabel(row, now)]
    .map((part) => part.replace(/\.$/, ''))
    .join('. ')
    .concat('.');
}

function stateLabel(row: OutgoingView, now: number): string {
  const { state } = row;
  if (state.kind === 'queued' && state.sendAt > now) return `Goes out at ${formatTime(state.sendAt)}`;
  if (state.kind === 'uploading') return 'Uploading';
  if (state.kind === 'submitting') return 'Handing over';
  if (state.kind === 'waiting')
    return `Next try ${formatTime(state.until)}, tried ${plural(state.tries, 'time', 'times')}`;
  const { lead, rest } = rowWords(row, now);
  return `${lead.replace(/\.$/, '')}: ${rest}`;
}
