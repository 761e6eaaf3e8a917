import type { RequestFacts } from '../../../shared/health/request.ts';
import { formatDuration, formatZone } from '../../components/format/dates.ts';
import { formatBytes } from '../../components/format/numbers.ts';
import { useSay } from '../../hooks/use-say.ts';
import { statusLevel, statusWords } from './health-words.ts';
import { pageLocale } from '../../components/format/page-locale.ts';

/** Rows that are drawn; a filter finds the others. */
const DRAWN = 300;

/** Requests, newest first. */
export function RequestTable({ requests }: { readonly requests: readonly RequestFacts[] }) {
  const say = useSay();
  const left = requests.length - DRAWN;
  return (
    <div className="health-table" tabIndex={0} role="region" aria-label={say('Requests')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Time')}</th>
            <th scope="col">{say('Method')}</th>
            <th scope="col">{say('Path')}</th>
            <th scope="col">{say('Status')}</th>
            <th scope="col" className="number">
              {say('Sent')}
            </th>
            <th scope="col" className="number">
              {say('Received')}
            </th>
            <th scope="col" className="number">
              {say('Duration')}
            </th>
          </tr>
        </thead>
        <tbody>
          {requests.slice(0, DRAWN).map((request) => (
            <Row key={`${request.at} ${request.id}`} request={request} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <p className="meta health-left">
          {say('{count, number} older ones. Filter to see them.', { count: left })}
        </p>
      )}
    </div>
  );
}

function Row({ request }: { readonly request: RequestFacts }) {
  const say = useSay();
  const { at, method, path, to, sent, bytes, ms } = request;
  const way = to === null ? readable(path) : `${readable(path)} → ${readable(to)}`;
  return (
    <tr>
      <td>
        <time title={formatZone(at)}>{secondsOf(at)}</time>
      </td>
      <td className="mono">{method}</td>
      <td className="mono cut" dir="ltr" title={way}>
        {way}
      </td>
      <td className="mono" data-level={statusLevel(request)}>
        {statusWords(request, say)}
      </td>
      <td className="number">{sent === 0 ? '–' : formatBytes(sent)}</td>
      <td className="number">{bytes === 0 ? '–' : formatBytes(bytes)}</td>
      <td className="number">{formatDuration(ms, say)}</td>
    </tr>
  );
}

function secondsOf(at: number): string {
  return new Intl.DateTimeFormat(pageLocale(), { timeStyle: 'medium' }).format(at);
}

/** As a person reads it; what is no escape of UTF-8 stays as it was sent. */
export function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Other bytes than UTF-8.
    return path;
  }
}
