import type { ReactNode } from 'react';
import { type ServerHealth, stateOf } from '../../../shared/health/servers.ts';
import { formatBytes, formatCount } from '../../components/format/numbers.ts';
import { formatDuration } from '../../components/format/dates.ts';
import { useSay } from '../../hooks/use-say.ts';
import { hourWords, stateWords } from './health-words.ts';
import { hostOf } from './server-list.tsx';

/** The figures of one server. */
export function ServerFacts({
  server,
  limitBytes,
  children,
}: {
  readonly server: ServerHealth;
  /** What it takes of one message, as far as its refusals have taught. */
  readonly limitBytes: number | null;
  /** What can be done about it. */
  readonly children: ReactNode;
}) {
  const say = useSay();
  const { typicalMs, slowestMs, retriesLeft, requests, failed } = server;
  const times =
    typicalMs === null || slowestMs === null
      ? say('None yet')
      : say('{typical}, slowest {slowest}', {
          typical: formatDuration(typicalMs, say),
          slowest: formatDuration(slowestMs, say),
        });
  const state = say('State');
  const facts = [
    [state, stateWords(server, say)],
    [
      say('Requests, last hour'),
      failed === 0
        ? formatCount(requests)
        : say('{requests, number}, of these {failed, number} failed', { requests, failed }),
    ],
    [say('Typical answer'), times],
    ...(limitBytes === null ? [] : [[say('Message limit'), formatBytes(limitBytes)] as const]),
    ...(retriesLeft === null ? [] : [[say('Retries left'), formatCount(retriesLeft)] as const]),
  ] as const;
  return (
    <header className="health-head">
      <h1>{hostOf(server.origin)}</h1>
      <p>{hourWords(server, say)}</p>
      {children}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={name === state ? 'health-state' : undefined} data-state={stateOf(server)}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
