import { told } from '../../language/told.ts';
import type { Evidence } from '../evidence.ts';
import type { Finding } from '../findings.ts';
import { findingId } from './finding-id.ts';
import { overLimit } from './waiting-items.ts';

type Request = Evidence['requests'][number];

/** So often the same thing must have failed: once is an accident. */
const OFTEN = 2;

/** Things whose requests fail again and again, each with what the server did with others meanwhile, and who is to blame. */
export function assessHotSpots(evidence: Evidence): readonly Finding[] {
  const spots = new Map<string, Request[]>();
  for (const request of evidence.requests)
    if (isFault(request)) spots.set(request.path, [...(spots.get(request.path) ?? []), request]);
  return [...spots]
    .filter(([, faults]) => faults.length >= OFTEN)
    .map(([path, faults]) => hotSpot(path, faults, evidence));
}

/** 503 and 507 speak of the server and the mailbox, not of what was asked for. */
function isFault({ status, broke }: Request): boolean {
  return broke === 'reset' || (status !== null && status >= 500 && status !== 503 && status !== 507);
}

function hotSpot(path: string, faults: readonly Request[], evidence: Evidence): Finding {
  const since = faults[0]?.at ?? evidence.now;
  const others = evidence.requests.filter((each) => each.path !== path && each.at >= since);
  const answered = others.filter(({ status }) => status !== null && status < 400).length;
  const busy = others.filter(({ status }) => status === 503).length;
  const resets = faults.filter(({ broke }) => broke === 'reset').length;
  const item = evidence.items.find(({ href }) => pathOf(href) === path);
  const { sendBytes } = evidence.limits;
  const size = item?.size ?? null;
  return {
    id: findingId('hot-spot', path),
    mechanism: 'hot-spot',
    severity: 'trouble',
    blame: answered > 0 ? 'item' : resets === faults.length && busy === 0 ? 'network' : 'server',
    item: item
      ? { href: item.href, subject: item.subject, messageId: item.messageId, size: item.size }
      : { href: path, subject: '', messageId: null, size: null },
    since,
    evidence: [
      told('{count, plural, one {# request} other {# requests}} for it failed ({statuses}).', {
        count: faults.length,
        statuses: statusesOf(faults),
      }),
      answered > 0
        ? told(
            'Meanwhile the server answered {count, plural, one {# other request} other {# other requests}}.',
            {
              count: answered,
            },
          )
        : told('Meanwhile the server answered nothing else.'),
      ...(resets > 0
        ? [
            told('{count, plural, one {# connection} other {# connections}} broke in the middle of it.', {
              count: resets,
            }),
          ]
        : []),
      ...(busy > 0
        ? [
            told('After it the server was busy (503) {count, plural, one {once} other {# times}}.', {
              count: busy,
            }),
          ]
        : []),
      ...(sendBytes !== null && size !== null && size > sendBytes ? [overLimit(size, sendBytes)] : []),
    ],
    // What took the server down is not asked for again without a person's word.
    actions: ['leave'],
  };
}

function statusesOf(faults: readonly Request[]): string {
  return [...new Set(faults.map(({ status, broke }) => String(status ?? broke)))].join(', ');
}

function pathOf(href: string): string {
  return href.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
}
