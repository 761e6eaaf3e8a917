import { type ServerHealth, stateOf } from '../../../shared/health/servers.ts';
import { useSay } from '../../hooks/use-say.ts';
import { chartWords, stateWords } from './health-words.ts';

/** Every server with its mark and its last hour; one of them is looked at. */
export function ServerList({
  servers,
  chosen,
  onChoose,
}: {
  readonly servers: readonly ServerHealth[];
  readonly chosen: string | null;
  readonly onChoose: (origin: string) => void;
}) {
  const say = useSay();
  return (
    <nav className="health-servers" aria-label={say('Servers')}>
      <h2>
        {say('Servers')} <span className="meta">{say('last 60 minutes')}</span>
      </h2>
      <ul>
        {servers.map((server) => (
          <li key={server.origin}>
            <button
              type="button"
              className="health-server"
              aria-current={server.origin === chosen}
              onClick={() => onChoose(server.origin)}
            >
              <span className="circuit-mark" data-state={stateOf(server)} aria-hidden="true" />
              <span className="cut">{hostOf(server.origin)}</span>
              {server.kind !== '' && <span className="health-kind cut">{server.kind}</span>}
              <span className="health-state" data-state={stateOf(server)}>
                {stateWords(server, say)}
              </span>
              <Chart server={server} />
            </button>
          </li>
        ))}
      </ul>
      <p className="meta health-rule">
        {say('Retinue makes at most 2 requests at a time per account, and 1 for large bodies.')}
      </p>
    </nav>
  );
}

export function hostOf(origin: string): string {
  return new URL(origin).host;
}

const HEIGHT = 20;

/** Requests of the last hour as bars, those with failures in red; its name says the sums. */
function Chart({ server }: { readonly server: ServerHealth }) {
  const say = useSay();
  const { chart } = server;
  const most = Math.max(1, ...chart.map(({ requests }) => requests));
  const heightOf = (count: number) => (count === 0 ? 1 : Math.max(2, (count / most) * HEIGHT));
  return (
    <svg
      className="health-chart"
      viewBox={`0 0 ${chart.length * 5} ${HEIGHT}`}
      role="img"
      aria-label={chartWords(server, say)}
    >
      {chart.map(({ requests, failed }, nth) => (
        <rect
          // Stretches of time have no other name than their place.
          key={nth}
          x={nth * 5}
          y={HEIGHT - heightOf(requests)}
          width={4}
          height={heightOf(requests)}
          data-failed={failed > 0 ? '' : undefined}
        />
      ))}
    </svg>
  );
}
