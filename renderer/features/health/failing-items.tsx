import { assessHotSpots } from '../../../shared/delivery/assess/hot-spots.ts';
import { noEvidence } from '../../../shared/delivery/evidence.ts';
import type { Finding } from '../../../shared/delivery/findings.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { RequestFacts } from '../../../shared/health/request.ts';
import type { Say } from '../../../shared/language/say.ts';
import { sayTold } from '../../../shared/language/told.ts';
import { formatShort } from '../../components/format/dates.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useSay } from '../../hooks/use-say.ts';

function blameWords(blame: Finding['blame'], say: Say): string {
  switch (blame) {
    case 'item':
      return say('This item');
    case 'server':
      return say('The server');
    case 'network':
      return say('The network');
    case 'account':
      return say('The account');
    default:
      return assertNever(blame);
  }
}

/** What a server fails at again and again, by its requests: which item, how often, what it did meanwhile, who is to blame. */
export function FailingItems({ requests }: { readonly requests: readonly RequestFacts[] }) {
  const say = useSay();
  const now = useNow(60_000);
  const spots = assessHotSpots({ ...noEvidence(now), requests: requests.toReversed() });
  if (spots.length === 0) return null;
  const isConversion = spots.some(({ evidence }) => evidence[0]?.sentence.includes('500'));
  return (
    <section className="health-spots health-fails" aria-label={say('What this server fails at')}>
      <header className="health-bar">
        <h2>{say('What this server fails at')}</h2>
        <span className="meta">
          {say('{count, plural, one {# item} other {# items}}, not asked for again without your word', {
            count: spots.length,
          })}
        </span>
      </header>
      {/* Scrolled by keys as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="health-table" tabIndex={0} role="region" aria-label={say('Items')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('Item')}</th>
              <th scope="col">{say('What happened')}</th>
              <th scope="col">{say('To blame')}</th>
              <th scope="col">{say('Since')}</th>
            </tr>
          </thead>
          <tbody>
            {spots.map(({ id, item, evidence, blame, since }) => (
              <tr key={id}>
                <td className="mono cut" title={item?.href ?? ''}>
                  {nameOf(item?.href ?? '')}
                </td>
                <td>{evidence.map((fact) => sayTold(fact, say)).join(' ')}</td>
                <td>{blameWords(blame, say)}</td>
                <td>{since === null ? '' : formatShort(since, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isConversion && (
        <p className="meta">
          {say(
            'A server error on one large message is common after a mailbox move: it is prepared anew each time it is opened. Ask the administrator about KB 329067.',
          )}
        </p>
      )}
    </section>
  );
}

function nameOf(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
