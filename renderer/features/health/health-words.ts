import { originOf } from '../../../shared/health/origin-of.ts';
import type { ProbeResult } from '../../../shared/health/probe.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import { type ServerHealth, type ServerState, stateOf } from '../../../shared/health/servers.ts';
import { formatDuration, formatTime } from '../../components/format/dates.ts';
import type { FailedMessage } from './use-heavy.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';

/** How a server is, in the words of its mark. */
export function stateWords(server: ServerHealth, say: Say): string {
  const { until, failedInARow } = server;
  const state = stateOf(server);
  switch (state) {
    case 'paused':
      return say('Paused by you');
    case 'healthy':
      return say('Healthy');
    case 'failing':
      return say('Failing, {count, number} in a row', { count: failedInARow });
    case 'testing':
      return say('Testing again, 1 request at a time');
    case 'resting':
      return until === null ? say('Resting') : say('Resting until {time}', { time: formatTime(until) });
    default:
      return assertNever(state);
  }
}

const STATES = ['failing', 'testing', 'resting', 'healthy', 'paused'] as const satisfies ServerState[];

/** "1 testing again", "1 resting": how many servers are in which state, those that are in none left out. */
export function tallyOf(
  servers: readonly ServerHealth[],
  say: Say,
): readonly { readonly state: ServerState; readonly words: string }[] {
  return STATES.flatMap((state) => {
    const count = servers.filter((server) => stateOf(server) === state).length;
    return count === 0 ? [] : [{ state, words: tallyWords(state, count, say) }];
  });
}

function tallyWords(state: ServerState, count: number, say: Say): string {
  switch (state) {
    case 'failing':
      return say('{count, number} failing', { count });
    case 'testing':
      return say('{count, number} testing again', { count });
    case 'resting':
      return say('{count, number} resting', { count });
    case 'healthy':
      return say('{count, number} healthy', { count });
    case 'paused':
      return say('{count, number} paused', { count });
    default:
      return assertNever(state);
  }
}

/** "412 requests in the last 60 minutes, 9 of them failed.": what the bars show. */
export function chartWords(
  { requests, failed }: Pick<ServerHealth, 'requests' | 'failed'>,
  say: Say,
): string {
  return say(
    '{requests, plural, one {# request} other {# requests}} in the last 60 minutes, {failed, plural, =0 {none failed} other {# failed}}',
    { requests, failed },
  );
}

/** One sentence on the last hour. */
export function hourWords({ requests, failed, circuit, isPaused }: ServerHealth, say: Say): string {
  if (isPaused)
    return say(
      'You paused this server. Retinue asks it nothing; what is to be sent waits here, and what is on this computer can be read.',
    );
  if (requests === 0) return say('Not asked in the last hour.');
  const hour = say(
    '{requests, plural, one {# request} other {# requests}} in the last hour, {failed, plural, =0 {none of them failed} other {# of them failed}}.',
    { requests, failed },
  );
  return failed === 0 || circuit === 'closed'
    ? hour
    : `${hour} ${say('Retinue asks little of it until it answers again.')}`;
}

/** What became of *Test now*, in a sentence. */
export function probeWords(host: string, result: ProbeResult, say: Say): string {
  switch (result.kind) {
    case 'answered':
      return say('{host} answered in {time} ({status}).', {
        host,
        time: formatDuration(result.ms, say),
        status: result.status,
      });
    case 'failed':
      return `${sayTold(result.failure, say)} ${say('That took {time}.', { time: formatDuration(result.ms, say) })}`;
    case 'resting':
      return say(
        '{host} rests until {time}. Retinue did not ask it, so that it can recover, and tries it then by itself.',
        { host, time: formatTime(result.until) },
      );
    default:
      return assertNever(result);
  }
}

/** How often the whole message was asked for, as far as the log goes back: at least once, for it failed. */
export function triesOf(href: string, requests: readonly RequestFacts[]): number {
  const path = originOf(href) === '' ? href : new URL(href).pathname;
  return Math.max(1, requests.filter((each) => each.method === 'GET' && each.path === path).length);
}

/** What stands in the place of a message that the server cannot prepare. */
export function shownAs({ wasOpened, nextTryAt }: FailedMessage, say: Say): string {
  const shown = wasOpened ? say('Rebuilt text') : say('Headers');
  return nextTryAt === null ? shown : say('{shown}; try {time}', { shown, time: formatTime(nextTryAt) });
}

/** The status, or how it ended without one. */
export function statusWords({ status, broke }: RequestFacts, say: Say): string {
  if (broke === null) return status === null ? say('no answer') : String(status);
  return status === null ? broke : `${status}, ${broke}`;
}

/** What the status means for the eye and, by its word, for the ear. */
export function statusLevel({ status, broke }: RequestFacts): 'good' | 'odd' | 'bad' | 'unknown' {
  if (broke !== null || status === null) return 'unknown';
  if (status >= 500) return 'bad';
  return status >= 400 ? 'odd' : 'good';
}
