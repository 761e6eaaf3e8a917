import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Say } from '../../../shared/language/say.ts';
import { formatTime } from '../../components/format/dates.ts';
import { formatBytes } from '../../components/format/numbers.ts';
import { shortName, parseSender } from '../../components/format/sender.ts';
import { listOf, plainOf } from '../../components/format/text.ts';
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
export function rowLabel(row: OutgoingView, now: number, say: Say): string {
  const { names, more } = peopleOf(row);
  const people = say('To {names}{more, plural, =0 {} other { and # more}}', {
    names: listOf(names.map(plainOf), say),
    more,
  });
  const subject = plainOf(row.subject) || say('No subject');
  return [subject, people, formatBytes(row.bytes), stateLabel(row, now, say)]
    .map((part) => part.replace(/\.$/, ''))
    .join('. ')
    .concat('.');
}

function stateLabel(row: OutgoingView, now: number, say: Say): string {
  const { state } = row;
  if (state.kind === 'queued' && state.sendAt > now)
    return say('Goes out at {time}', { time: formatTime(state.sendAt) });
  if (state.kind === 'uploading') return say('Uploading');
  if (state.kind === 'submitting') return say('Handing over');
  if (state.kind === 'waiting')
    return say('Next try {time}, tried {tries, plural, one {# time} other {# times}}', {
      time: formatTime(state.until),
      tries: state.tries,
    });
  const { lead, rest } = rowWords(row, now, say);
  return `${lead.replace(/\.$/, '')}: ${rest}`;
}
