import { originOf } from '../../../shared/health/origin-of.ts';
import type { ProbeResult } from '../../../shared/health/probe.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import { type ServerHealth, type ServerState, stateOf } from '../../../shared/health/servers.ts';
import { formatTime } from '../../components/format/dates.ts';
import { formatCount, plural } from '../../components/format/numbers.ts';
import type { FailedMessage } from './use-heavy.ts';
import { assertNever } from '../../../shared/errors.ts';

/** How a server is, in the words of its mark. */
export function stateWords(server: ServerHealth): string {
  const { until, failedInARow } = server;
  const state = stateOf(server);
  switch (state) {
    case 'paused':
      return 'Paused by you';
    case 'healthy':
      return 'Healthy';
    case 'failing':
      return `Failing, ${formatCount(failedInARow)} in a row`;
    case 'testing':
      return 'Testing again, 1 request at a time';
    case 'resting':
      return until === null ? 'Resting' : `Resting until ${formatTime(until)}`;
    default:
      return assertNever(state);
  }
}

const TALLY: Readonly<Record<ServerState, string>> = {
  failing: 'failing',
  testing: 'testing again',
  resting: 'resting',
  healthy: 'healthy',
  paused: 'paused',
};

/** "1 testing again", "1 resting": how many servers are in which state, those that are in none left out. */
export function tallyOf(
  servers: readonly ServerHealth[],
): readonly { readonly state: ServerState; readonly words: string }[] {
  return (Object.keys(TALLY) as ServerState[]).flatMap((state) => {
    const count = servers.filter((server) => stateOf(server) === state).length;
    return count === 0 ? [] : [{ state, words: `${formatCount(count)} ${TALLY[state]}` }];
  });
}

/** "412 requests in the last 60 minutes, 9 of them failed.": what the bars show. */
export function chartWords({ requests, failed }: Pick<ServerHealth, 'requests' | 'failed'>): string {
  const asked = `${plural(requests, 'request', 'requests')} in the last 60 minutes`;
  return failed === 0 ? `${asked}, none failed` : `${asked}, ${formatCount(failed)} failed`;
}

/** One sentence on the last hour. */
export function hourWords({ requests, failed, circuit, isPaused }: ServerHealth): string {
  if (isPaused)
    return 'You paused this server. Retinue asks it nothing; what is to be sent waits here, and what is on this computer can be read.';
  if (requests === 0) return 'Not asked in the last hour.';
  const asked = `${plural(requests, 'request', 'requests')} in the last hour`;
  if (failed === 0) return `${asked}, none of them failed.`;
  const slow = circuit === 'closed' ? '' : ' Retinue asks little of it until it answers again.';
  return `${asked}, ${formatCount(failed)} of them failed.${slow}`;
}

/** What became of *Test now*, in a sentence. */
export function probeWords(host: string, result: ProbeResult): string {
  switch (result.kind) {
    case 'answered':
      return `${host} answered in ${formatDuration(result.ms)} (${result.status}).`;
    case 'failed':
      return `${result.failure.sentence} That took ${formatDuration(result.ms)}.`;
    case 'resting':
      return `${host} rests until ${formatTime(result.until)}. Retinue did not ask it, so that it can recover, and tries it then by itself.`;
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
export function shownAs({ wasOpened, nextTryAt }: FailedMessage): string {
  const next = nextTryAt === null ? '' : `; try ${formatTime(nextTryAt)}`;
  return `${wasOpened ? 'Rebuilt text' : 'Headers'}${next}`;
}

/** "61 ms", "7.9 s", "4 min". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

/** The status, or how it ended without one. */
export function statusWords({ status, broke }: RequestFacts): string {
  if (broke === null) return status === null ? 'no answer' : String(status);
  return status === null ? broke : `${status}, ${broke}`;
}

/** What the status means for the eye and, by its word, for the ear. */
export function statusLevel({ status, broke }: RequestFacts): 'good' | 'odd' | 'bad' | 'unknown' {
  if (broke !== null || status === null) return 'unknown';
  if (status >= 500) return 'bad';
  return status >= 400 ? 'odd' : 'good';
}
