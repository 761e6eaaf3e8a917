import { told } from '../../language/told.ts';
import type { Finding } from '../findings.ts';
import { findingId } from './finding-id.ts';
import { momentInWords } from './words.ts';

/** So many at once is no accident of single messages: the server's queue stands still. */
export const MANY = 25;

/** S11. What many queued messages say together; each of them is a finding of its own beside it. */
export function assessQueue(items: readonly Finding[]): readonly Finding[] {
  const queued = items.filter(({ mechanism }) => mechanism === 'queued-not-spooled');
  if (queued.length < MANY) return [];
  const times = queued.flatMap(({ since }) => since ?? []);
  const since = times.length === 0 ? null : times.reduce((first, each) => Math.min(first, each));
  return [
    {
      id: findingId('many-items', 'outbox'),
      mechanism: 'many-items',
      severity: 'trouble',
      blame: 'server',
      item: null,
      since,
      evidence: [
        told(
          "{count, plural, one {{count} message waits} other {{count} messages wait}} in the server's Outbox; each is listed.",
          {
            count: queued.length,
          },
        ),
        ...(since === null
          ? []
          : [told('The oldest has waited since {since}.', { since: momentInWords(since) })]),
        told('So many at once mean that the transport of the server does not take messages.'),
      ],
      actions: ['leave'],
    },
  ];
}
