import type { ReactNode } from 'react';
import { type ServerHealth, stateOf } from '../../../shared/health/servers.ts';
import { formatBytes, formatCount } from '../../components/format/numbers.ts';
import { formatDuration, hourWords, stateWords } from './health-words.ts';
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
  const { typicalMs, slowestMs, retriesLeft, requests, failed } = server;
  const times =
    typicalMs === null || slowestMs === null
      ? 'None yet'
      : `${formatDuration(typicalMs)}, slowest ${formatDuration(slowestMs)}`;
  const facts = [
    ['State', stateWords(server)],
    [
      'Requests, last hour',
      failed === 0
        ? formatCount(requests)
        : `${formatCount(requests)}, of these ${formatCount(failed)} failed`,
    ],
    ['Typical answer', times],
    ...(limitBytes === null ? [] : [['Message limit', formatBytes(limitBytes)] as const]),
    ...(retriesLeft === null ? [] : [['Retries left', formatCount(retriesLeft)] as const]),
  ] as const;
  return (
    <header className="health-head">
      <h1>{hostOf(server.origin)}</h1>
      <p>{hourWords(server)}</p>
      {children}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={name === 'State' ? 'health-state' : undefined} data-state={stateOf(server)}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
