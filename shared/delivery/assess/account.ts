import { saidOf, type SaidValue, told } from '../../language/told.ts';
import type { Evidence } from '../evidence.ts';
import type { Finding, Mechanism } from '../findings.ts';
import { findingId } from './finding-id.ts';
import { JUDGEMENTS } from './journal-actions.ts';
import { momentInWords, sizeInWords } from './words.ts';

/** What is wrong with the account or its server as a whole, by its room and by how it answered. */
export function assessAccount(evidence: Evidence): readonly Finding[] {
  return [...quotaFull(evidence), ...signInLost(evidence), ...recycled(evidence)];
}

/** S3. Nothing fits into the mailbox any more. */
function quotaFull({ quota: { usedBytes, availableBytes }, now }: Evidence): readonly Finding[] {
  if (availableBytes === null || availableBytes > 0) return [];
  const used =
    usedBytes === null ? [] : [told('{size} are in use.', { size: saidOf(sizeInWords(usedBytes)) })];
  return [shared('quota-full', 'trouble', now, [told('The mailbox has no room left.'), ...used])];
}

/** S12. The last answers were refusals of the sign-in. One that was followed by success is part of a conversation. */
function signInLost({ requests }: Evidence): readonly Finding[] {
  const refusals = trailing(requests, ({ status }) => status === 401 || status === 440);
  const [first] = refusals;
  if (!first) return [];
  const fact = told('The last {count, plural, one {# request} other {# requests}} ended with {statuses}.', {
    count: refusals.length,
    statuses: statusesOf(refusals),
  });
  return [shared('auth-lost', 'trouble', first.at, [fact])];
}

/** S18. A worker that starts anew breaks its connections and answers 503 for a while. */
function recycled({ requests }: Evidence): readonly Finding[] {
  const busy = requests.filter(({ status }) => status === 503);
  const [first] = requests.filter(({ status, broke }) => status === 503 || broke === 'reset');
  if (busy.length === 0 || !first) return [];
  const resets = requests.filter(({ broke }) => broke === 'reset');
  const isBack = (requests.at(-1)?.status ?? 999) < 400;
  return [
    shared('worker-recycle', isBack ? 'notice' : 'trouble', first.at, [
      told('{count, plural, one {# request} other {# requests}} ended with 503 since {since}.', {
        count: busy.length,
        since: momentInWords(first.at),
      }),
      ...(resets.length > 0
        ? [told('{count, plural, one {# connection} other {# connections}} broke.', { count: resets.length })]
        : []),
      isBack ? told('The server answers again.') : told('No request has worked since.'),
    ]),
  ];
}

/** S10. Nothing was answered at the end: this account cannot be reached, whatever becomes of others. */
export function assessWay({ requests }: Evidence): readonly Finding[] {
  const broken = trailing(requests, ({ status }) => status === null);
  const [first] = broken;
  if (!first) return [];
  const ways = [...new Set(broken.flatMap(({ broke }) => broke ?? []))].join(', ');
  const fact =
    ways === ''
      ? told('The last {count, plural, one {# request} other {# requests}} got no answer.', {
          count: broken.length,
        })
      : told('The last {count, plural, one {# request} other {# requests}} got no answer ({ways}).', {
          count: broken.length,
          ways,
        });
  return [
    shared('one-account-down', 'trouble', first.at, [
      fact,
      told('Other accounts are looked at on their own.'),
    ]),
  ];
}

type Request = Evidence['requests'][number];

function trailing(requests: readonly Request[], matches: (request: Request) => boolean): readonly Request[] {
  return requests.slice(requests.findLastIndex((each) => !matches(each)) + 1);
}

/** At most 401 and 440: they are what a sign-in is refused with. */
function statusesOf(requests: readonly Request[]): SaidValue {
  return [...new Set(requests.flatMap(({ status }) => status ?? []))]
    .map((status): SaidValue => status)
    .reduce((one, other) => told('{one} and {other}', { one, other }).said);
}

function shared(
  mechanism: Mechanism,
  severity: Finding['severity'],
  since: number,
  evidence: Finding['evidence'],
): Finding {
  const { blame, actions } = JUDGEMENTS[mechanism];
  return {
    id: findingId(mechanism, 'account'),
    mechanism,
    severity,
    blame,
    item: null,
    since,
    evidence,
    actions,
  };
}
